/** The commands that every node has. */
@NullMarked
package net.weftnet.karaf.shell.commands;

import org.jspecify.annotations.NullMarked;

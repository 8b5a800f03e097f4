/** Who may use the shell. */
@NullMarked
package net.weftnet.karaf.shell.access;

import org.jspecify.annotations.NullMarked;

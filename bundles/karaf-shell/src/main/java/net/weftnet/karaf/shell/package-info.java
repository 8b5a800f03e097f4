/** Tables and JSON for shell commands, and the commands every node has. */
@NullMarked
package net.weftnet.karaf.shell;

import org.jspecify.annotations.NullMarked;

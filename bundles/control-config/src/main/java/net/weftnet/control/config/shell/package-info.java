/** Shell commands of the control node's configuration. */
@NullMarked
package net.weftnet.control.config.shell;

import org.jspecify.annotations.NullMarked;

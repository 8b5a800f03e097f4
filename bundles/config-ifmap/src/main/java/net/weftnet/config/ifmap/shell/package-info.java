/** Shell commands of the IF-MAP server. */
@NullMarked
package net.weftnet.config.ifmap.shell;

import org.jspecify.annotations.NullMarked;

/** Commands about gateway routers. */
@NullMarked
package net.weftnet.control.netconf.shell;

import org.jspecify.annotations.NullMarked;

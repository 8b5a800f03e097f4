/** Configures gateway routers: each is made like the configuration wants it, and looked at from time to time. */
@NullMarked
package net.weftnet.control.netconf;

import org.jspecify.annotations.NullMarked;

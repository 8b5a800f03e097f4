/** Sessions with devices over NETCONF (RFC 6241, RFC 6242), and what a configuration is made of. */
@NullMarked
package net.weftnet.control.netconf.device;

import org.jspecify.annotations.NullMarked;

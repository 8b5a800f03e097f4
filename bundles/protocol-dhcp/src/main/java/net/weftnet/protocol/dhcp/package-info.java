/** DHCP for IPv4 (RFC 2131, RFC 2132): messages, options, and option values as people write them. */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.protocol.dhcp;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

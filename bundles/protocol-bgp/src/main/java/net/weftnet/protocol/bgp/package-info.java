/** BGP-4 (RFC 4271): what all parts of the protocol share: address families, errors, negotiated options. */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.protocol.bgp;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

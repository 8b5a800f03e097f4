/** Capabilities of the OPEN message (RFC 5492). */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.protocol.bgp.capability;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

/** Path attributes, and what is done about malformed ones (RFC 7606). */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.protocol.bgp.attribute;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

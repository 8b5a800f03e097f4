/** The state machine of a peer (RFC 4271 section 8), as a function. */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.protocol.bgp.session;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

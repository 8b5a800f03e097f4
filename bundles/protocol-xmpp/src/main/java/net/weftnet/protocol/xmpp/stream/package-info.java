/** The XML stream of one connection (RFC 6120 section 4): header, stanzas, keep-alives, end. */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.protocol.xmpp.stream;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

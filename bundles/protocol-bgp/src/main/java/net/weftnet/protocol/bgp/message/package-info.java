/** The five messages, their framing and codecs. */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.protocol.bgp.message;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

/**
 * Sandesh on a TCP connection, for both ends: frames, the XML encoding of headers and messages, and the control messages
 * that open a session. The formats are those of the OpenContrail Sandesh library.
 */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.common.sandesh.api.wire;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

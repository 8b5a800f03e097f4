/**
 * XMPP as vRouter agents and control nodes speak it: addresses and stanzas as records, and their stateless codec.
 *
 * <p>The sub-packages frame them on a byte stream ({@code stream}) and keep a session up ({@code session}).
 */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.protocol.xmpp;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

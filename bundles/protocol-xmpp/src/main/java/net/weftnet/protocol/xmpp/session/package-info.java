/**
 * Sessions between agents and control nodes: their state machines, which are pure functions, and {@link
 * net.weftnet.protocol.xmpp.session.XmppServer} and {@link net.weftnet.protocol.xmpp.session.XmppClient}, which run them
 * on Netty event loops.
 */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.protocol.xmpp.session;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

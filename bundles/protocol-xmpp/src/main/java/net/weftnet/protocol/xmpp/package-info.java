/** XMPP as vRouter agents speak it: stream framing, session state machine, route and config stanzas. */
@NullMarked
package net.weftnet.protocol.xmpp;

import org.jspecify.annotations.NullMarked;

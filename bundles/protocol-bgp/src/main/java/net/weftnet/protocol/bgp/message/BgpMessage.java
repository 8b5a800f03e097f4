package net.weftnet.protocol.bgp.message;

/** One of the five messages. */
public sealed interface BgpMessage permits Open, Update, Notification, BgpMessage.Keepalive, RouteRefresh {

    /** {@return the message's type on the wire} */
    int type();

    /** KEEPALIVE. */
    record Keepalive() implements BgpMessage {
        @Override
        public int type() {
            return 4;
        }
    }
}

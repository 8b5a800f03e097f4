package net.weftnet.control.xmpp;

import java.util.ArrayList;
import java.util.List;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.control.rib.api.RibSink;
import net.weftnet.control.rib.api.RouteChange;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;
import net.weftnet.protocol.xmpp.Envelope;
import net.weftnet.protocol.xmpp.Jid;
import net.weftnet.protocol.xmpp.RouteItem;
import net.weftnet.protocol.xmpp.RouteNode;
import net.weftnet.protocol.xmpp.Stanza;
import net.weftnet.protocol.xmpp.session.XmppSession;

/** Writes what an agent is told of routes to its session. */
final class AgentSink implements RibSink {
    private final XmppSession session;
    private final Envelope envelope;

    AgentSink(XmppSession session) {
        this.session = session;
        envelope = Envelope.toAgent(session.peer(), Jid.BGP_PEER);
    }

    @Override
    public boolean send(String instance, List<RouteChange> changes) {
        var inet = new ArrayList<RouteItem>();
        var inet6 = new ArrayList<RouteItem>();
        for (var change : changes) {
            if (change.destination() instanceof PrefixNlri prefix) {
                (prefix.family() == AddressFamily.INET ? inet : inet6).add(item(prefix.prefix(), change));
            }
        }
        send(RouteNode.INET, instance, inet);
        send(RouteNode.INET6, instance, inet6);
        return session.isWritable();
    }

    private void send(int af, String instance, List<RouteItem> items) {
        if (!items.isEmpty()) {
            session.send(new Stanza.RouteUpdate(envelope, RouteNode.table(af, RouteNode.UNICAST, instance), items));
        }
    }

    private static RouteItem item(IpPrefix prefix, RouteChange change) {
        return switch (change) {
            case RouteChange.Reach reach ->
                new RouteItem.Reach(prefix.toString(), RouteTranslation.entry(prefix, reach));
            case RouteChange.Withdraw _ -> new RouteItem.Retract(prefix.toString());
        };
    }

    @Override
    public void sendEndOfRib() {
        session.send(new Stanza.EndOfRib(envelope));
    }
}

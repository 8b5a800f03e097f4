package net.weftnet.control.xmpp;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.weftnet.control.config.api.ConfigGraph;
import net.weftnet.control.config.api.ConfigLink;
import net.weftnet.control.config.api.ConfigNode;
import net.weftnet.control.config.api.SubgraphDelta;
import net.weftnet.protocol.xmpp.ConfigBlock;
import net.weftnet.protocol.xmpp.ConfigBlock.Operation;
import net.weftnet.protocol.xmpp.ConfigItem;
import net.weftnet.protocol.xmpp.Envelope;
import net.weftnet.protocol.xmpp.Jid;
import net.weftnet.protocol.xmpp.Stanza;
import net.weftnet.protocol.xmpp.session.XmppSession;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one session: what can be reached from the objects the agent subscribed to. Owner: the thread of
 * {@link Agents}; what changes is written by the thread of the configuration graph. An agent that does not read makes
 * what is written pile up in its session, which ends at the session's bound.
 */
final class ConfigStream implements AutoCloseable {
    static final String VIRTUAL_ROUTER = "virtual-router";
    static final String VIRTUAL_MACHINE = "virtual-machine";

    /** Items in one stanza; agents take them one by one anyway. */
    private static final int MAX_ITEMS = 200;

    private final ConfigGraph graph;
    private final XmppSession session;
    private final Set<ConfigNode.Name> roots = new LinkedHashSet<>();
    private ConfigGraph.@Nullable Subscription subscription;
    private volatile long revision;

    ConfigStream(ConfigGraph graph, XmppSession session) {
        this.graph = graph;
        this.session = session;
    }

    /** {@return whether the object is new among the roots} */
    boolean add(ConfigNode.Name root) {
        if (!roots.add(root)) {
            return false;
        }
        if (subscription == null) {
            var envelope = Envelope.toAgent(addressee(root), Jid.CONFIG);
            subscription = graph.subscribe(root, delta -> send(envelope, delta));
        } else {
            subscription.addRoot(root);
        }
        return true;
    }

    /** Agents take configuration under the name of their virtual router. */
    private String addressee(ConfigNode.Name root) {
        return root.type().equals(VIRTUAL_ROUTER) ? root.name() : session.peer();
    }

    /** {@return whether the object was among the roots} */
    boolean remove(ConfigNode.Name root) {
        if (!roots.remove(root)) {
            return false;
        }
        if (subscription != null) {
            subscription.removeRoot(root);
        }
        return true;
    }

    List<String> roots() {
        return roots.stream().map(ConfigNode.Name::toString).toList();
    }

    /** {@return the revision of the configuration that was sent last, 0 for none} */
    long revision() {
        return revision;
    }

    private void send(Envelope envelope, SubgraphDelta delta) {
        var updates = new ArrayList<ConfigItem>();
        delta.nodes().forEach(node -> updates.add(item(node)));
        delta.links().forEach(link -> updates.add(item(link)));
        var deletions = new ArrayList<ConfigItem>();
        delta.removedLinks().forEach(link -> deletions.add(item(link)));
        delta.removedNodes().forEach(name -> deletions.add(new ConfigItem.Node(name(name), List.of())));
        send(envelope, Operation.UPDATE, updates);
        send(envelope, Operation.DELETE, deletions);
        revision = delta.revision();
    }

    private void send(Envelope envelope, Operation operation, List<ConfigItem> items) {
        for (int from = 0; from < items.size(); from += MAX_ITEMS) {
            var some = items.subList(from, Math.min(from + MAX_ITEMS, items.size()));
            session.send(new Stanza.ConfigUpdate(envelope, List.of(new ConfigBlock(operation, some))));
        }
    }

    private static ConfigItem item(ConfigNode node) {
        return new ConfigItem.Node(
                name(node.name()), List.copyOf(node.properties().values()));
    }

    private static ConfigItem item(ConfigLink link) {
        return new ConfigItem.Link(name(link.left()), name(link.right()), link.metadata());
    }

    private static ConfigItem.Name name(ConfigNode.Name name) {
        return new ConfigItem.Name(name.type(), name.name());
    }

    @Override
    public void close() {
        if (subscription != null) {
            subscription.close();
        }
    }
}

package net.weftnet.config.ifmap.server;

import java.time.Clock;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.config.ifmap.graph.MetadataStore;
import net.weftnet.config.ifmap.graph.Owner;
import net.weftnet.config.transformer.api.GraphChange;
import net.weftnet.config.transformer.api.GraphDelta;
import net.weftnet.config.transformer.api.Link;
import net.weftnet.config.transformer.api.ObjectGraph;
import net.weftnet.config.transformer.api.ObjectName;
import net.weftnet.protocol.ifmap.Contrail;
import net.weftnet.protocol.ifmap.Identifier;
import net.weftnet.protocol.ifmap.Metadata;
import net.weftnet.protocol.ifmap.QualifiedName;
import net.weftnet.protocol.ifmap.RevisionMarker;
import net.weftnet.protocol.ifmap.Subject;

/**
 * Publishes the graph of intent and compiled objects under Contrail's names, each revision as one change that ends with the
 * revision's marker.
 */
public final class ConfigPublisher {
    private static final Owner OWNER = new Owner.Configuration();

    private static final XmlElement NO_ATTRIBUTE = XmlElement.of("value");

    private final IfmapServer server;
    private final Clock clock;

    public ConfigPublisher(IfmapServer server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    /** Publishes all there is. */
    public void whole(ObjectGraph graph) {
        server.publish(store -> {
            graph.objects()
                    .forEach((object, properties) -> properties.forEach(
                            (name, value) -> put(store, node(object), Contrail.metadata(name, value))));
            graph.links()
                    .forEach((link, attribute) ->
                            put(store, link(link), Contrail.metadata(link.metadata(), attribute.orElse(NO_ATTRIBUTE))));
            mark(store, graph.revision());
        });
    }

    /** Publishes what one commit changed. */
    public void delta(GraphDelta delta) {
        server.publish(store -> {
            for (var change : delta.changes()) {
                apply(store, change);
            }
            mark(store, delta.revision());
        });
    }

    private void apply(MetadataStore store, GraphChange change) {
        switch (change) {
            case GraphChange.PropertySet(var object, var name, var value) ->
                put(store, node(object), Contrail.metadata(name, value));
            case GraphChange.PropertyRemoved(var object, var name) -> remove(store, node(object), name);
            case GraphChange.LinkSet(var link, var attribute) ->
                put(store, link(link), Contrail.metadata(link.metadata(), attribute.orElse(NO_ATTRIBUTE)));
            case GraphChange.LinkRemoved(var link) -> remove(store, link(link), link.metadata());
        }
    }

    private void mark(MetadataStore store, long revision) {
        put(store, new Subject.Node(Contrail.ROOT), RevisionMarker.of(revision));
    }

    private void put(MetadataStore store, Subject subject, Metadata metadata) {
        store.put(subject, metadata.published(OWNER.publisherId(), clock.instant()), OWNER);
    }

    private static void remove(MetadataStore store, Subject subject, String name) {
        var type = new QualifiedName(Contrail.NAMESPACE, name);
        store.remove(subject, metadata -> metadata.type().equals(type));
    }

    private static Subject node(ObjectName object) {
        return new Subject.Node(identifier(object));
    }

    private static Subject link(Link link) {
        return new Subject.Link(identifier(link.left()), identifier(link.right()));
    }

    private static Identifier identifier(ObjectName object) {
        return Contrail.identity(object.type(), object.fqName());
    }
}

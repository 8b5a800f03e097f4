package net.weftnet.config.ifmap.server;

import java.time.Clock;
import java.time.Instant;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.config.ifmap.graph.MetadataStore;
import net.weftnet.config.ifmap.graph.Published;
import net.weftnet.config.transformer.api.GraphChange;
import net.weftnet.config.transformer.api.GraphDelta;
import net.weftnet.config.transformer.api.Link;
import net.weftnet.config.transformer.api.ObjectGraph;
import net.weftnet.config.transformer.api.ObjectName;
import net.weftnet.protocol.ifmap.Contrail;
import net.weftnet.protocol.ifmap.Identifier;
import net.weftnet.protocol.ifmap.Metadata;
import net.weftnet.protocol.ifmap.QualifiedName;
import net.weftnet.protocol.ifmap.Subject;

/**
 * Publishes the graph of intent and compiled objects under Contrail's names, each revision as one change that ends with the
 * revision's marker.
 */
public final class ConfigPublisher {
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
            var batch = new Writer(store, clock.instant());
            graph.objects()
                    .forEach((object, properties) -> properties.forEach(
                            (name, value) -> batch.put(node(object), Contrail.metadata(name, value))));
            graph.links()
                    .forEach((link, attribute) ->
                            batch.put(link(link), Contrail.metadata(link.metadata(), attribute.orElse(NO_ATTRIBUTE))));
            store.mark(graph.revision(), batch.time());
        });
    }

    /** Publishes what one commit changed. */
    public void delta(GraphDelta delta) {
        server.publish(store -> {
            var batch = new Writer(store, clock.instant());
            delta.changes().forEach(batch::apply);
            store.mark(delta.revision(), batch.time());
        });
    }

    /** Writes one batch, all of the same time. */
    private record Writer(MetadataStore store, Instant time) {

        void apply(GraphChange change) {
            switch (change) {
                case GraphChange.PropertySet(var object, var name, var value) ->
                    put(node(object), Contrail.metadata(name, value));
                case GraphChange.PropertyRemoved(var object, var name) -> remove(node(object), name);
                case GraphChange.LinkSet(var link, var attribute) ->
                    put(link(link), Contrail.metadata(link.metadata(), attribute.orElse(NO_ATTRIBUTE)));
                case GraphChange.LinkRemoved(var link) -> remove(link(link), link.metadata());
            }
        }

        void put(Subject subject, Metadata metadata) {
            var owner = MetadataStore.CONFIGURATION;
            store.put(subject, Published.of(metadata, owner.publisherId(), time), owner);
        }

        void remove(Subject subject, String name) {
            var type = new QualifiedName(Contrail.NAMESPACE, name);
            store.remove(subject, metadata -> metadata.type().equals(type));
        }
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

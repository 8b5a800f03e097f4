package net.weftnet.control.config.client;

import java.util.List;
import java.util.Optional;
import net.weftnet.control.config.api.ConfigNode.Name;
import net.weftnet.control.config.graph.Fact;
import net.weftnet.control.config.graph.GraphUpdate;
import net.weftnet.protocol.ifmap.Contrail;
import net.weftnet.protocol.ifmap.Identifier;
import net.weftnet.protocol.ifmap.Metadata;
import net.weftnet.protocol.ifmap.ResultItem;
import net.weftnet.protocol.ifmap.RevisionMarker;
import net.weftnet.protocol.ifmap.Subject;

/** Reads Contrail's metadata as facts; anything else another client may have published is passed over. */
final class ContrailFacts {

    private ContrailFacts() {}

    /**
     * Adds what an item says: that its facts hold, or that they are gone.
     *
     * @param publisher whose facts count; empty for everyone's
     */
    static void read(ResultItem item, Optional<String> publisher, boolean gone, List<GraphUpdate.Change> changes) {
        for (var metadata : item.metadata()) {
            if (publisher.isPresent() && !metadata.publisherId().equals(publisher)) {
                continue;
            }
            fact(item.subject(), metadata)
                    .ifPresent(fact -> changes.add(
                            gone ? new GraphUpdate.Remove(fact) : new GraphUpdate.Set(fact, Contrail.value(metadata))));
        }
    }

    /** {@return the revision that an item of this publisher marks, if it does} */
    static Optional<RevisionMarker> marker(ResultItem item, Optional<String> publisher) {
        return item.metadata().stream()
                .filter(metadata -> metadata.publisherId().equals(publisher))
                .flatMap(metadata -> RevisionMarker.of(metadata).stream())
                .findFirst();
    }

    private static Optional<Fact> fact(Subject subject, Metadata metadata) {
        if (!metadata.type().namespace().equals(Contrail.NAMESPACE)) {
            return Optional.empty();
        }
        var name = metadata.type().localName();
        return switch (subject) {
            case Subject.Node(var identifier) -> name(identifier).map(object -> new Fact.Property(object, name));
            case Subject.Link(var first, var second) ->
                name(first).flatMap(left -> name(second).map(right -> new Fact.Link(name, left, right)));
        };
    }

    private static Optional<Name> name(Identifier identifier) {
        try {
            return Contrail.objectName(identifier).map(Name::parse);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}

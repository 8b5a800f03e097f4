package net.weftnet.control.config.client;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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

    /** Adds what an item says: that its facts hold, or that they are gone. */
    static void read(ResultItem item, boolean gone, List<GraphUpdate.Change> changes) {
        for (var metadata : item.metadata()) {
            fact(item.subject(), metadata)
                    .ifPresent(fact -> changes.add(
                            gone ? new GraphUpdate.Remove(fact) : new GraphUpdate.Set(fact, Contrail.value(metadata))));
        }
    }

    /** {@return the revision an item marks, if it does} */
    static OptionalLong revision(ResultItem item) {
        for (var metadata : item.metadata()) {
            var revision = RevisionMarker.revision(metadata);
            if (revision.isPresent()) {
                return revision;
            }
        }
        return OptionalLong.empty();
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

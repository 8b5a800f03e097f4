package net.weftnet.config.vnc.resource;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.ObjectType;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.vnc.mapping.ObjectCodec;
import net.weftnet.config.vnc.mapping.ResourceType;
import net.weftnet.config.vnc.mapping.ResourceType.Place;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;

/** Finds the objects of one tree. */
final class ObjectSource {
    private static final Comparator<Found> BY_NAME = Comparator.comparing(Found::fqName);

    private final Configuration config;
    private final Snapshot snapshot;

    ObjectSource(Configuration config, Snapshot snapshot) {
        this.config = config;
        this.snapshot = snapshot;
    }

    /** {@return all objects of a type, by name} */
    List<Found> all(ResourceType type) {
        var found = new ArrayList<Found>();
        var root = snapshot.tree().readNode(YangInstanceIdentifier.of(ConfigSchema.CONFIG));
        if (root.isPresent()) {
            for (var place : type.places()) {
                collect(type, place, (DataContainerNode) root.get(), 0, found);
            }
        }
        found.sort(BY_NAME);
        return found;
    }

    private static void collect(
            ResourceType type, Place place, DataContainerNode around, int depth, List<Found> found) {
        if (depth == place.above().size()) {
            add(type, place, around, found);
            return;
        }
        for (var object : objects(around, place.above().get(depth))) {
            collect(type, place, object, depth + 1, found);
        }
    }

    private static void add(ResourceType type, Place place, DataContainerNode around, List<Found> found) {
        for (var object : objects(around, place.type())) {
            if (ObjectCodec.isIdentified(type, object)) {
                found.add(new Found(type, place, ObjectCodec.fqName(type, object), object));
            }
        }
    }

    /** {@return the objects of a type that are in another} */
    static Collection<? extends DataContainerNode> objects(DataContainerNode around, ObjectType type) {
        return switch (around.childByArg(new NodeIdentifier(type.qname()))) {
            case MapNode list -> list.body();
            case ContainerNode container -> List.of(container);
            case null, default -> List.of();
        };
    }

    /** {@return the children of an object that one of its members lists, by name} */
    List<Found> children(Found parent, String member) {
        return config.schema()
                .type(String.valueOf(parent.type().children().get(member)))
                .map(type -> children(parent, type))
                .orElse(List.of());
    }

    /** {@return the children of an object that are of a type, by name} */
    List<Found> children(Found parent, ResourceType type) {
        var found = new ArrayList<Found>();
        type.places().stream()
                .filter(place -> !place.above().isEmpty()
                        && place.above().getLast() == parent.place().type())
                .forEach(place -> add(type, place, parent.data(), found));
        found.sort(BY_NAME);
        return found;
    }

    /** {@return the name of an object} */
    static String name(ObjectType type, DataContainerNode object) {
        return type.key()
                .map(key -> object.childByArg(new NodeIdentifier(key)))
                .map(leaf -> leaf.body().toString())
                .orElseGet(type::singletonName);
    }
}

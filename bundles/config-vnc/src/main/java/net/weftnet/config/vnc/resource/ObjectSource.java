package net.weftnet.config.vnc.resource;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.ObjectKey;
import net.weftnet.config.db.api.ObjectType;
import net.weftnet.config.db.api.ObjectType.Parent;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.vnc.index.Entry;
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

    /** {@return all objects of a type, by name; compiled ones, too} */
    List<Found> all(ResourceType type) {
        var found = new ArrayList<Found>();
        if (!type.isCompiled()) {
            root().ifPresent(root -> type.places().forEach(place -> collect(type, place, root, 0, found)));
        }
        config.index().compiled(type.name()).forEach(entry -> read(entry, found));
        found.sort(BY_NAME);
        return found;
    }

    private Optional<DataContainerNode> root() {
        return snapshot.tree()
                .readNode(YangInstanceIdentifier.of(ConfigSchema.CONFIG))
                .map(DataContainerNode.class::cast);
    }

    private void read(Entry entry, List<Found> found) {
        config.read(snapshot, entry).ifPresent(found::add);
    }

    private void collect(ResourceType type, Place place, DataContainerNode around, int depth, List<Found> found) {
        if (depth == place.above().size()) {
            add(type, place, around, found);
            return;
        }
        for (var object : objects(around, place.above().get(depth))) {
            collect(type, place, object, depth + 1, found);
        }
    }

    private void add(ResourceType type, Place place, DataContainerNode around, List<Found> found) {
        for (var object : objects(around, place.type())) {
            if (ObjectCodec.isIdentified(type, object)) {
                found.add(Found.of(config.index(), type, place, object));
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

    /** {@return the children of an object that are of a type, by name; compiled ones, too} */
    List<Found> children(Found parent, ResourceType type) {
        var found = new ArrayList<Found>();
        var key = new ObjectKey(parent.type().name(), parent.fqName());
        for (var place : type.places()) {
            if (!place.above().isEmpty()
                    && place.above().getLast() == parent.place().type()) {
                add(type, place, parent.data(), found);
            } else if (place.type().parent() instanceof Parent.Fixed fixed
                    && key.equals(new ObjectKey(fixed.type(), fixed.fqName()))) {
                root().ifPresent(root -> collect(type, place, root, 0, found));
            }
        }
        config.index().compiledChildren(key, type.name()).forEach(entry -> read(entry, found));
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

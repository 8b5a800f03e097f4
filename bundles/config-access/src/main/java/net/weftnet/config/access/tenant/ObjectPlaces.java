package net.weftnet.config.access.tenant;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.ObjectType;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;

/** Where objects are in the tree, by their types and names. Immutable. */
public final class ObjectPlaces {
    static final String PROJECT = "project";

    private final ConfigSchema schema;
    private final Map<String, List<List<ObjectType>>> chains = new HashMap<>();

    /** Reads the places that the modules have. */
    public ObjectPlaces(ConfigSchema schema) {
        this.schema = schema;
        schema.topLevel().forEach(type -> collect(type, List.of()));
    }

    private void collect(ObjectType type, List<ObjectType> around) {
        var chain = new ArrayList<>(around);
        chain.add(type);
        chains.computeIfAbsent(type.name(), _ -> new ArrayList<>()).add(List.copyOf(chain));
        type.children().forEach(child -> collect(child, chain));
    }

    List<ObjectType> topLevel() {
        return schema.topLevel();
    }

    /** {@return the type whose objects a node is, or a list of} */
    static Optional<ObjectType> find(Collection<ObjectType> types, QName node) {
        return types.stream().filter(type -> type.qname().equals(node)).findFirst();
    }

    /** {@return whether objects of a type are in no other object: only what they say tells whose they are} */
    static boolean isFree(ObjectType type) {
        return type.parent() instanceof ObjectType.Parent.None;
    }

    /** {@return the places that an object of this name may be in} */
    List<Place> find(String type, String fqName) {
        return chains.getOrDefault(type, List.of()).stream()
                .flatMap(chain -> place(chain, fqName).stream())
                .toList();
    }

    /**
     * Where an object may be.
     *
     * @param chain its type, after those of the objects around it
     */
    record Place(List<ObjectType> chain, YangInstanceIdentifier path) {
        ObjectType type() {
            return chain.getLast();
        }
    }

    private static Optional<Place> place(List<ObjectType> chain, String fqName) {
        var prefix = chain.getFirst().parent() instanceof ObjectType.Parent.Fixed above ? above.fqName() + ':' : "";
        if (!fqName.startsWith(prefix)) {
            return Optional.empty();
        }
        var names = fqName.substring(prefix.length()).split(":", -1);
        if (names.length != chain.size()) {
            return Optional.empty();
        }
        var path = YangInstanceIdentifier.of(ConfigSchema.CONFIG);
        for (int i = 0; i < names.length; i++) {
            var type = chain.get(i);
            path = path.node(type.qname());
            if (type.key().isPresent()) {
                path = path.node(
                        NodeIdentifierWithPredicates.of(type.qname(), type.key().get(), names[i]));
            } else if (!names[i].equals(type.singletonName())) {
                return Optional.empty();
            }
        }
        return Optional.of(new Place(chain, path));
    }
}

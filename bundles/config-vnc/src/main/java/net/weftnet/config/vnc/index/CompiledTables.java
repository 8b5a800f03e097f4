package net.weftnet.config.vnc.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.ObjectChange;
import net.weftnet.config.db.api.ObjectKey;
import net.weftnet.config.db.api.ObjectType;
import net.weftnet.config.transformer.api.CompiledDelta;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;

/**
 * The compiled objects, and what the system adds to those of the configuration. Changed by one thread at a time, and read
 * by any.
 */
final class CompiledTables {
    private static final YangInstanceIdentifier ROOT = YangInstanceIdentifier.of(ConfigSchema.COMPILED);

    private final ConfigSchema schema;
    private final IndexTables objects = new IndexTables();

    /** In the order of types and names. */
    private final ConcurrentSkipListMap<ObjectKey, DataContainerNode> data = new ConcurrentSkipListMap<>();

    private final ConcurrentMap<ObjectKey, Set<ObjectKey>> children = new ConcurrentHashMap<>();

    CompiledTables(ConfigSchema schema) {
        this.schema = schema;
    }

    /** Follows the changes of one commit. */
    void apply(List<CompiledDelta.Entry> entries) {
        var changes = new ArrayList<ObjectChange>();
        for (var entry : entries) {
            schema.type(entry.list()).ifPresent(type -> changes.add(change(type, entry)));
        }
        objects.apply(changes);
        for (var change : changes) {
            var before = change.before();
            var after = change.after();
            if (before != null) {
                OwnerOf.object(change.type(), before).ifPresent(owner -> removeChild(owner, change.key()));
            }
            if (after == null) {
                data.remove(change.key());
            } else {
                data.put(change.key(), after);
                OwnerOf.object(change.type(), after)
                        .ifPresent(owner -> children.computeIfAbsent(owner, _ -> new ConcurrentSkipListSet<>())
                                .add(change.key()));
            }
        }
    }

    private ObjectChange change(ObjectType type, CompiledDelta.Entry entry) {
        var key = new ObjectKey(type.name(), entry.name());
        return new ObjectChange(type, key, path(type, entry.name()), data.get(key), entry.data());
    }

    private static YangInstanceIdentifier path(ObjectType type, String name) {
        return ROOT.node(type.qname())
                .node(NodeIdentifierWithPredicates.of(type.qname(), type.key().orElseThrow(), name));
    }

    /** {@return where in the compiled state an object is, or what the system adds to one of the configuration} */
    Optional<YangInstanceIdentifier> path(ObjectKey key) {
        return schema.type(key.type()).map(type -> path(type, key.fqName()));
    }

    private void removeChild(ObjectKey owner, ObjectKey child) {
        var all = children.get(owner);
        if (all != null && all.remove(child) && all.isEmpty()) {
            children.remove(owner);
        }
    }

    /** {@return the compiled objects and their identities} */
    IndexTables objects() {
        return objects;
    }

    /** {@return a compiled object, or what the system adds to one of the configuration} */
    Optional<DataContainerNode> data(ObjectKey key) {
        return Optional.ofNullable(data.get(key));
    }

    /** {@return the names of the compiled objects of a type, in their order} */
    List<ObjectKey> ofType(String type) {
        return data.tailMap(new ObjectKey(type, "")).keySet().stream()
                .takeWhile(key -> key.type().equals(type))
                .toList();
    }

    /** {@return the compiled objects of a type whose parent is an object, by name} */
    List<ObjectKey> children(ObjectKey parent, String type) {
        return children.getOrDefault(parent, Set.of()).stream()
                .filter(key -> key.type().equals(type))
                .toList();
    }
}

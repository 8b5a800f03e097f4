package net.weftnet.config.vnc.index;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import net.weftnet.config.db.api.ObjectChange;
import net.weftnet.config.db.api.ObjectKey;
import net.weftnet.config.db.api.ObjectType;
import net.weftnet.config.db.api.Reference;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;

/** What the index knows. Changed by one thread at a time, and read by any: what stays is there all the time. */
final class IndexTables {
    private final Map<UUID, Entry> byUuid = new ConcurrentHashMap<>();
    private final Map<ObjectKey, Entry> byKey = new ConcurrentHashMap<>();
    private final Map<ObjectKey, Set<ObjectKey>> referrers = new ConcurrentHashMap<>();

    /** Follows the changes of one commit: what goes first, for something else may have its UUID now. */
    void apply(List<ObjectChange> changes) {
        changes.stream().filter(change -> change.after() == null).forEach(this::remove);
        changes.stream().filter(change -> change.after() != null).forEach(this::put);
        changes.forEach(this::followReferences);
    }

    private void remove(ObjectChange change) {
        var entry = byKey.remove(change.key());
        if (entry != null) {
            byUuid.remove(entry.uuid(), entry);
        }
    }

    private void put(ObjectChange change) {
        var uuid = uuid(change.type(), Objects.requireNonNull(change.after()));
        if (uuid == null) {
            return;
        }
        var entry = new Entry(change.type(), change.key(), uuid, change.path());
        byUuid.put(uuid, entry);
        var old = byKey.put(change.key(), entry);
        if (old != null && !old.uuid().equals(uuid)) {
            byUuid.remove(old.uuid(), old);
        }
    }

    private static @Nullable UUID uuid(ObjectType type, DataContainerNode data) {
        return data.childByArg(new NodeIdentifier(type.uuidLeaf())) instanceof LeafNode<?> leaf
                ? UUID.fromString(leaf.body().toString())
                : null;
    }

    private void followReferences(ObjectChange change) {
        var before = targets(change.type(), change.before());
        var after = targets(change.type(), change.after());
        for (var target : after) {
            if (!before.contains(target)) {
                referrers
                        .computeIfAbsent(target, _ -> ConcurrentHashMap.newKeySet())
                        .add(change.key());
            }
        }
        before.removeAll(after);
        for (var target : before) {
            var all = referrers.get(target);
            if (all != null && all.remove(change.key()) && all.isEmpty()) {
                referrers.remove(target);
            }
        }
    }

    private static Set<ObjectKey> targets(ObjectType type, @Nullable DataContainerNode data) {
        var targets = new HashSet<ObjectKey>();
        if (data != null) {
            type.references().stream()
                    .filter(Reference::isLink)
                    .forEach(reference -> reference.path().forEach(data, (fqName, _) -> reference
                            .targetTypes()
                            .forEach(target -> targets.add(new ObjectKey(target, (String) fqName)))));
        }
        return targets;
    }

    Optional<Entry> find(UUID uuid) {
        return Optional.ofNullable(byUuid.get(uuid));
    }

    Optional<Entry> find(ObjectKey key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** {@return who refers to an object} */
    Set<ObjectKey> referrers(ObjectKey target) {
        return referrers.getOrDefault(target, Set.of());
    }
}

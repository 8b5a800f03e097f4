package net.weftnet.config.db.view;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.api.ObjectKey;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;

/**
 * Where each object is, who refers to it, who has which unique value, and how much is used of what is limited. Owned by the
 * committing thread. Changes since the last {@link #keep} can be taken back, so a change may be tried on it.
 */
final class ConfigIndex {
    private final Map<ObjectKey, YangInstanceIdentifier> paths = new HashMap<>();
    private final Map<ObjectKey, Set<Referrer>> referrers = new HashMap<>();
    private final Map<UniqueKey, ObjectKey> owners = new HashMap<>();
    private final Map<Usage, Integer> used = new HashMap<>();
    private final Deque<Runnable> undo = new ArrayDeque<>();

    /**
     * Who refers to an object.
     *
     * @param object the one that refers
     * @param reference the name of its reference
     */
    record Referrer(ObjectKey object, String reference) implements Comparable<Referrer> {
        @Override
        public int compareTo(Referrer other) {
            int byObject = object.compareTo(other.object);
            return byObject != 0 ? byObject : reference.compareTo(other.reference);
        }
    }

    Optional<YangInstanceIdentifier> path(ObjectKey object) {
        return Optional.ofNullable(paths.get(object));
    }

    Set<Referrer> referrers(ObjectKey object) {
        return referrers.getOrDefault(object, Set.of());
    }

    Optional<ObjectKey> owner(UniqueKey key) {
        return Optional.ofNullable(owners.get(key));
    }

    int used(Usage usage) {
        return used.getOrDefault(usage, 0);
    }

    /** What was changed so far stays. */
    void keep() {
        undo.clear();
    }

    /** Takes back what was changed since {@link #keep}. */
    void rollBack() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }

    void remove(ObjectKey object, Facts facts) {
        var path = paths.remove(object);
        if (path != null) {
            undo.push(() -> paths.put(object, path));
        }
        facts.used().forEach((usage, amount) -> use(usage, -amount));
        for (var reference : facts.references()) {
            removeReferrer(reference.target(), new Referrer(object, reference.reference()));
        }
        for (var key : facts.uniqueKeys()) {
            release(key, object);
        }
    }

    private void release(UniqueKey key, ObjectKey object) {
        if (owners.remove(key, object)) {
            undo.push(() -> owners.put(key, object));
        }
    }

    /**
     * Takes what has changed of an object that stays where it is.
     *
     * @throws ConfigException when another object has one of its unique values
     */
    void replace(ObjectKey object, YangInstanceIdentifier path, Facts before, Facts after) throws ConfigException {
        if (!before.used().equals(after.used())) {
            before.used().forEach((usage, amount) -> use(usage, -amount));
            after.used().forEach(this::use);
        }
        for (var reference : before.references()) {
            if (!after.references().contains(reference)) {
                removeReferrer(reference.target(), new Referrer(object, reference.reference()));
            }
        }
        for (var key : before.uniqueKeys()) {
            if (!after.uniqueKeys().contains(key)) {
                release(key, object);
            }
        }
        for (var reference : after.references()) {
            if (!before.references().contains(reference)) {
                addReferrer(reference.target(), new Referrer(object, reference.reference()));
            }
        }
        for (var key : after.uniqueKeys()) {
            if (!before.uniqueKeys().contains(key)) {
                claim(key, object, path);
            }
        }
    }

    private void removeReferrer(ObjectKey target, Referrer referrer) {
        var all = referrers.get(target);
        if (all != null && all.remove(referrer)) {
            if (all.isEmpty()) {
                referrers.remove(target);
            }
            undo.push(() ->
                    referrers.computeIfAbsent(target, _ -> new TreeSet<>()).add(referrer));
        }
    }

    /**
     * Adds an object.
     *
     * @throws ConfigException when another object has one of its unique values
     */
    void add(ObjectKey object, YangInstanceIdentifier path, Facts facts) throws ConfigException {
        if (paths.putIfAbsent(object, path) != null) {
            throw new ConfigException(Kind.DUPLICATE, path, object + " exists already in another place");
        }
        undo.push(() -> paths.remove(object));
        facts.used().forEach(this::use);
        for (var reference : facts.references()) {
            addReferrer(reference.target(), new Referrer(object, reference.reference()));
        }
        for (var key : facts.uniqueKeys()) {
            claim(key, object, path);
        }
    }

    private void use(Usage usage, int amount) {
        if (amount != 0) {
            changeUse(usage, amount);
            undo.push(() -> changeUse(usage, -amount));
        }
    }

    private void changeUse(Usage usage, int amount) {
        if (used.merge(usage, amount, Integer::sum) == 0) {
            used.remove(usage);
        }
    }

    private void addReferrer(ObjectKey target, Referrer referrer) {
        if (referrers.computeIfAbsent(target, _ -> new TreeSet<>()).add(referrer)) {
            undo.push(() -> {
                var all = referrers.get(target);
                all.remove(referrer);
                if (all.isEmpty()) {
                    referrers.remove(target);
                }
            });
        }
    }

    private void claim(UniqueKey key, ObjectKey object, YangInstanceIdentifier path) throws ConfigException {
        var owner = owners.putIfAbsent(key, object);
        if (owner == null) {
            undo.push(() -> owners.remove(key));
        } else if (!owner.equals(object)) {
            throw new ConfigException(Kind.DUPLICATE, path, object + ": " + key + " already belongs to " + owner);
        }
    }
}

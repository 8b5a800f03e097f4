package net.weftnet.config.transformer.intent;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.weftnet.config.db.api.ObjectChange;
import net.weftnet.config.db.api.ObjectKey;
import org.jspecify.annotations.Nullable;

/** The objects of one revision with their indexes, kept up by changes. Owned by the transformer's thread. */
public final class Intent implements IntentView {
    private final Map<ObjectKey, IntentObject> objects = new HashMap<>();
    private final NameIndex index = new NameIndex();
    private final Set<String> listed;

    /**
     * Nothing yet.
     *
     * @param listed the types of which {@link #members} can be asked for
     */
    public Intent(Set<String> listed) {
        this.listed = Set.copyOf(listed);
    }

    /** Takes changes over. {@return what is read differently now} */
    public Set<Input> apply(List<ObjectChange> changes) {
        var changed = new HashSet<Input>();
        newest(changes).forEach((key, after) -> {
            var before = after == null ? objects.remove(key) : objects.put(key, after);
            var left = entries(before);
            var entered = entries(after);
            changed.add(new Input.OfObject(key.type(), key.fqName()));
            for (var entry : left) {
                if (!entered.contains(entry)) {
                    index.remove(entry, key.fqName());
                    changed.add(entry);
                }
            }
            for (var entry : entered) {
                if (!left.contains(entry)) {
                    index.add(entry, key.fqName());
                    changed.add(entry);
                }
            }
        });
        return changed;
    }

    /** An object that moves to another place goes in one change and comes in another, in any order. */
    private static Map<ObjectKey, @Nullable IntentObject> newest(List<ObjectChange> changes) {
        var newest = new LinkedHashMap<ObjectKey, @Nullable IntentObject>();
        for (var change : changes) {
            if (change.after() != null) {
                newest.put(change.key(), new IntentObject(change.key(), change.type(), new Data(change.after())));
            } else {
                newest.putIfAbsent(change.key(), null);
            }
        }
        return newest;
    }

    /** {@return where the name of an object is listed} */
    private Set<Input> entries(@Nullable IntentObject object) {
        if (object == null) {
            return Set.of();
        }
        var by = object.key().type();
        var found = new HashSet<Input>();
        for (var reference : object.type().references()) {
            reference.path().forEach(object.data().node(), (name, _) -> {
                for (var target : reference.targetTypes()) {
                    found.add(new Input.OfReferrers(target, (String) name, by));
                }
            });
        }
        for (var mentioned : Mentions.of(object)) {
            found.add(new Input.OfMentions(mentioned.type(), mentioned.fqName(), by));
        }
        if (listed.contains(by)) {
            found.add(new Input.OfMembers(by, ""));
            found.add(new Input.OfMembers(by, Names.parent(object.fqName())));
        }
        return found;
    }

    /** {@return how many objects there are} */
    public int size() {
        return objects.size();
    }

    @Override
    public Optional<IntentObject> object(String type, String fqName) {
        return Optional.ofNullable(objects.get(new ObjectKey(type, fqName)));
    }

    @Override
    public Collection<String> referrers(String type, String fqName, String by) {
        return index.names(new Input.OfReferrers(type, fqName, by));
    }

    @Override
    public Collection<String> members(String type, String within) {
        if (!listed.contains(type)) {
            throw new IllegalArgumentException("Objects of type " + type + " are not listed");
        }
        return index.names(new Input.OfMembers(type, within));
    }

    @Override
    public Collection<String> mentions(String type, String fqName, String by) {
        return index.names(new Input.OfMentions(type, fqName, by));
    }
}

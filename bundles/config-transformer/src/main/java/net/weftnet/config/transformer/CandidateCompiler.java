package net.weftnet.config.transformer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import net.weftnet.config.db.api.Candidate;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.ObjectChange;
import net.weftnet.config.db.api.ObjectChanges;
import net.weftnet.config.db.api.ObjectType;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.transformer.api.CompiledPreview;
import net.weftnet.config.transformer.compile.Compiler;
import net.weftnet.config.transformer.compile.SystemSettings;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.tree.spi.DataTreeCandidates;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Runs the rules on a candidate. They are pure functions, so nothing but what would change has to be compiled. */
@Component(service = CompiledPreview.class)
public final class CandidateCompiler implements CompiledPreview {
    private final ConfigSchema intent;

    /** A compiler of candidates of this datastore. */
    @Activate
    public CandidateCompiler(@Reference ConfigDatastore datastore) {
        intent = datastore.schema();
    }

    private record Name(String list, String key) implements Comparable<Name> {
        @Override
        public int compareTo(Name other) {
            int byList = list.compareTo(other.list);
            return byList != 0 ? byList : key.compareTo(other.key);
        }
    }

    @Override
    public List<EntryChange> preview(Candidate candidate) {
        var before = new HashMap<Name, MapEntryNode>();
        var after = new HashMap<Name, MapEntryNode>();
        var oldSettings = DerivedState.settings(candidate.before());
        var newSettings = DerivedState.settings(candidate.after());
        if (oldSettings.equals(newSettings)) {
            for (var change : ObjectChanges.of(candidate.change(), intent)) {
                compile(change.type(), change.before(), oldSettings, before);
                compile(change.type(), change.after(), newSettings, after);
            }
        } else {
            everything(candidate.before())
                    .forEach(object -> compile(object.type(), object.after(), oldSettings, before));
            everything(candidate.after()).forEach(object -> compile(object.type(), object.after(), newSettings, after));
        }
        return differences(before, after);
    }

    private List<ObjectChange> everything(Snapshot snapshot) {
        var root = snapshot.tree().readNode(YangInstanceIdentifier.of()).orElseThrow();
        return ObjectChanges.of(DataTreeCandidates.fromNormalizedNode(YangInstanceIdentifier.of(), root), intent);
    }

    private static void compile(
            ObjectType type,
            @Nullable DataContainerNode object,
            SystemSettings settings,
            Map<Name, MapEntryNode> entries) {
        if (object != null) {
            Compiler.compile(type, object, settings)
                    .forEach(entry -> entries.put(new Name(entry.list(), key(entry.data())), entry.data()));
        }
    }

    private static String key(MapEntryNode entry) {
        return entry.name().values().iterator().next().toString();
    }

    private static List<EntryChange> differences(Map<Name, MapEntryNode> before, Map<Name, MapEntryNode> after) {
        var names = new TreeSet<Name>(before.keySet());
        names.addAll(after.keySet());
        var changes = new ArrayList<EntryChange>();
        for (var name : names) {
            if (!Objects.equals(before.get(name), after.get(name))) {
                changes.add(new EntryChange(name.list(), name.key(), before.get(name), after.get(name)));
            }
        }
        return changes;
    }
}

package net.weftnet.config.db.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.api.ObjectChange;
import net.weftnet.config.db.api.ObjectKey;
import net.weftnet.config.db.api.Reference;
import net.weftnet.config.db.rules.Rule;
import net.weftnet.config.db.view.ConfigIndex.Referrer;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeSnapshot;

/**
 * One change, tried on the index: what is left out is filled in, then everything is checked. Looks at the objects that
 * change and at those they refer to or that refer to them, not at the others.
 */
final class Validation implements ObjectView {
    /** How many referrers a message names. */
    private static final int NAMED_REFERRERS = 5;

    private final List<ObjectChange> changes;
    private final ConfigIndex index;
    private final DataTreeSnapshot base;
    private final List<Rule> rules;
    private final NumberSource numbers;
    private final boolean isRestored;
    private final Completeness completeness;
    private final Map<ObjectKey, ObjectDraft> drafts = new LinkedHashMap<>();

    Validation(
            List<ObjectChange> changes,
            ConfigIndex index,
            DataTreeSnapshot base,
            List<Rule> rules,
            NumberSource numbers,
            boolean isRestored,
            Completeness completeness) {
        this.changes = changes;
        this.index = index;
        this.base = base;
        this.rules = rules;
        this.numbers = numbers;
        this.isRestored = isRestored;
        this.completeness = completeness;
    }

    void run() throws ConfigException, StorageException {
        for (var change : changes) {
            if (change.before() != null) {
                index.remove(change.key(), Facts.of(change.type(), change.path(), change.before()));
            }
        }
        // Values that authors give are claimed before the system chooses any.
        for (var change : changes) {
            if (change.after() != null) {
                var draft = new ObjectDraft(isRestored ? asNew(change) : change, change.after());
                index.add(change.key(), change.path(), draft.facts());
                drafts.put(change.key(), draft);
            }
        }
        for (var draft : drafts.values()) {
            var objection = completeness.within(draft.type().node(), draft.data(), "");
            if (objection.isPresent()) {
                throw draft.refusal(
                        Kind.INVALID, objection.get().message(), objection.get().appTag());
            }
        }
        for (var rule : rules) {
            for (var draft : drafts.values()) {
                if (rule.concerns(draft.type())) {
                    fill(rule, draft);
                }
            }
        }
        checkReferences();
        for (var rule : rules) {
            for (var draft : drafts.values()) {
                if (rule.concerns(draft.type())) {
                    rule.check(draft, this);
                }
            }
        }
    }

    /** What is restored may be another object than the one of the same name before. */
    private static ObjectChange asNew(ObjectChange change) {
        return new ObjectChange(change.type(), change.key(), change.path(), null, change.after());
    }

    private void fill(Rule rule, ObjectDraft draft) throws ConfigException, StorageException {
        var unfilled = draft.facts();
        rule.fill(draft, this);
        if (draft.facts() != unfilled) {
            index.replace(draft.key(), draft.path(), unfilled, draft.facts());
        }
    }

    private void checkReferences() throws ConfigException {
        for (var draft : drafts.values()) {
            for (var reference : draft.type().references()) {
                checkTargets(draft, reference);
            }
        }
        for (var change : changes) {
            if (change.after() == null && change.type().key().isEmpty()) {
                throw new ConfigException(
                        Kind.INVALID, change.path(), change.key() + " is always there and cannot be deleted");
            }
            if (change.after() == null && !index.referrers(change.key()).isEmpty()) {
                throw new ConfigException(
                        Kind.IN_USE,
                        change.path(),
                        change.key() + " is used by " + names(index.referrers(change.key())));
            }
        }
    }

    private void checkTargets(ObjectDraft draft, Reference reference) throws ConfigException {
        var unknown = new ArrayList<String>();
        reference.path().forEach(draft.data(), (fqName, _) -> {
            if (reference.targetTypes().stream().allMatch(type -> index.path(new ObjectKey(type, (String) fqName))
                    .isEmpty())) {
                unknown.add(String.join(" or ", reference.targetTypes()) + ' ' + fqName);
            }
        });
        if (!unknown.isEmpty()) {
            throw draft.refusal(
                    Kind.UNKNOWN_REFERENCE, "it refers to " + unknown.getFirst() + ", which does not exist");
        }
    }

    private static String names(Set<Referrer> referrers) {
        var named = referrers.stream()
                .map(referrer -> referrer.object().toString())
                .distinct()
                .limit(NAMED_REFERRERS)
                .collect(Collectors.joining(", "));
        return referrers.size() <= NAMED_REFERRERS
                ? named
                : named + " and " + (referrers.size() - NAMED_REFERRERS) + " more";
    }

    boolean isFilled() {
        return drafts.values().stream().anyMatch(ObjectDraft::isFilled);
    }

    void writeFilled(DataTreeModification tree) {
        drafts.values().forEach(draft -> draft.writeFilled(tree));
    }

    @Override
    public Optional<DataContainerNode> object(ObjectKey key) {
        var draft = drafts.get(key);
        if (draft != null) {
            return Optional.of(draft.data());
        }
        return index.path(key).flatMap(base::readNode).map(DataContainerNode.class::cast);
    }

    @Override
    public List<ObjectKey> referrers(ObjectKey key, String type) {
        return index.referrers(key).stream()
                .map(Referrer::object)
                .filter(object -> object.type().equals(type))
                .distinct()
                .toList();
    }

    @Override
    public Optional<ObjectKey> owner(UniqueKey key) {
        return index.owner(key);
    }

    @Override
    public int used(Usage usage) {
        return index.used(usage);
    }

    @Override
    public long nextNumber(String series, long first) throws StorageException {
        return numbers.next(series, first);
    }
}

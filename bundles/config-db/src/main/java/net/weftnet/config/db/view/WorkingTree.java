package net.weftnet.config.db.view;

import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.config.db.api.CommitCompletion;
import net.weftnet.config.db.api.ConfigDatastore.Edit;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.ObjectChange;
import net.weftnet.config.db.api.ObjectChanges;
import net.weftnet.config.db.rules.InternalNetworks;
import net.weftnet.config.db.rules.Rule;
import net.weftnet.config.db.validation.Statements;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangNetconfError;
import org.opendaylight.yangtools.yang.data.api.YangNetconfErrorAware;
import org.opendaylight.yangtools.yang.data.tree.api.DataTree;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidate;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeConfiguration;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeFactory;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeSnapshot;
import org.opendaylight.yangtools.yang.data.tree.api.DataValidationFailedException;
import org.opendaylight.yangtools.yang.data.tree.api.TreeType;
import org.opendaylight.yangtools.yang.data.tree.spi.DataTreeCandidates;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;

/**
 * The tree that changes are tried on and then made to, with its index. It may be ahead of what is durable;
 * {@link #takeBack} undoes that. Used by one thread at a time.
 *
 * <p>yang-data-tree checks keys and the shape of the data. Mandatory nodes, references, unique values and everything that
 * needs a view of several objects is checked here: the tree lets a mandatory leaf be deleted, treats an absent leaf as a
 * value of an unique index, and its leafref validation cannot delete what has references.
 */
public final class WorkingTree {
    private final ConfigSchema schema;
    private final EffectiveModelContext modules;
    private final DataTreeFactory trees;
    private final List<Rule> rules;
    private final NumberSource numbers;
    private final DataTree tree;
    private final ConfigIndex index = new ConfigIndex();
    private final Statements statements;
    private final Completeness completeness = new Completeness();
    private Optional<CommitCompletion> completion = Optional.empty();

    /** An empty tree. */
    public WorkingTree(
            EffectiveModelContext modules,
            ConfigSchema schema,
            DataTreeFactory trees,
            List<Rule> rules,
            NumberSource numbers) {
        this.modules = modules;
        this.schema = schema;
        this.trees = trees;
        this.rules = List.copyOf(rules);
        this.numbers = numbers;
        statements = new Statements(modules);
        tree = emptyTree();
    }

    private DataTree emptyTree() {
        return trees.create(
                DataTreeConfiguration.builder(TreeType.CONFIGURATION)
                        .setMandatoryNodesValidation(false)
                        .setUniqueIndexes(false)
                        .build(),
                modules);
    }

    /** {@return the tree as it is now} */
    public DataTreeSnapshot snapshot() {
        return tree.takeSnapshot();
    }

    /** Lets changes be completed from now on, or no more. */
    public void complete(Optional<CommitCompletion> next) {
        var root = YangInstanceIdentifier.of();
        next.ifPresent(one -> tree.takeSnapshot()
                .readNode(root)
                .ifPresent(
                        all -> one.follow(ObjectChanges.of(DataTreeCandidates.fromNormalizedNode(root, all), schema))));
        completion = next;
    }

    /** Has the last word on a change that is acceptable in itself. */
    @FunctionalInterface
    public interface Approval {
        /** Refuses the change by an exception. */
        void of(DataTreeCandidate change) throws ConfigException;
    }

    /**
     * Makes a change after filling in and checking everything.
     *
     * @return the change; empty when nothing differs
     * @throws ConfigException when the change is refused; nothing has changed then
     */
    public Optional<DataTreeCandidate> change(Edit edit, Approval approval) throws ConfigException, StorageException {
        return attempt(edit, numbers, Optional.of(approval));
    }

    /**
     * Fills in and checks everything as {@link #change} does, but leaves the tree as it is, and takes no numbers.
     *
     * @return what would change; empty when nothing differs
     * @throws ConfigException when the change would be refused
     */
    public Optional<DataTreeCandidate> check(Edit edit) throws ConfigException, StorageException {
        var next = new HashMap<String, Long>();
        return attempt(edit, (series, first) -> next.merge(series, first, (last, _) -> last + 1), Optional.empty());
    }

    /** {@return the tree with a change that was tried on it} */
    public DataTreeSnapshot preview(DataTreeCandidate change) {
        var modification = tree.takeSnapshot().newModification();
        DataTreeCandidates.applyToModification(modification, change);
        modification.ready();
        return modification;
    }

    /** Without an approval, nothing is made. */
    private Optional<DataTreeCandidate> attempt(Edit edit, NumberSource source, Optional<Approval> approval)
            throws ConfigException, StorageException {
        var base = tree.takeSnapshot();
        var candidate = prepare(base.newModification(), edit);
        var changes = ObjectChanges.of(candidate, schema);
        var companions = InternalNetworks.of(changes);
        if (companions.isPresent()) {
            candidate = extended(base, candidate, companions.get());
            changes = ObjectChanges.of(candidate, schema);
        }
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        boolean done = false;
        try {
            var validation =
                    new Validation(changes, index, base, rules, source, edit instanceof Restoration, completeness);
            validation.run();
            if (validation.isFilled()) {
                candidate = extended(base, candidate, validation::writeFilled);
                boolean isAsBefore = changes.stream().allMatch(WorkingTree::isAltered)
                        && ObjectChanges.of(candidate, schema).isEmpty();
                if (isAsBefore) {
                    return Optional.empty();
                }
            }
            var completed = completed(base, candidate);
            candidate = completed.change();
            if (approval.isPresent()) {
                approval.get().of(candidate);
            }
            statements.check(candidate, approval.isPresent());
            if (approval.isPresent()) {
                tree.commit(candidate);
                index.keep();
                done = true;
                completion.ifPresent(one -> one.keep(completed.objects()));
            }
            return Optional.of(candidate);
        } finally {
            if (!done) {
                index.rollBack();
                completion.ifPresent(CommitCompletion::drop);
            }
        }
    }

    /** {@return a change with more of it} */
    private DataTreeCandidate extended(DataTreeSnapshot base, DataTreeCandidate asked, Edit more)
            throws ConfigException {
        return prepare(base.newModification(), tree -> {
            DataTreeCandidates.applyToModification(tree, asked);
            more.apply(tree);
        });
    }

    /**
     * A change with what it has to have besides.
     *
     * @param objects the objects that it concerns; none when nobody asks for them
     */
    private record Completed(DataTreeCandidate change, List<ObjectChange> objects) {}

    private Completed completed(DataTreeSnapshot base, DataTreeCandidate checked) throws ConfigException {
        if (completion.isEmpty()) {
            return new Completed(checked, List.of());
        }
        var objects = ObjectChanges.of(checked, schema);
        var more = completion.get().complete(objects);
        if (more.isEmpty()) {
            return new Completed(checked, objects);
        }
        var extended = extended(base, checked, more.get());
        return new Completed(extended, ObjectChanges.of(extended, schema));
    }

    private static boolean isAltered(ObjectChange change) {
        return change.before() != null && change.after() != null;
    }

    /** Makes a change that another node has made and checked. */
    public DataTreeCandidate replay(Edit edit) throws ConfigException {
        var candidate = prepare(tree.takeSnapshot().newModification(), edit);
        boolean done = false;
        try {
            var changes = ObjectChanges.of(candidate, schema);
            addToIndex(changes);
            statements.follow(candidate);
            tree.commit(candidate);
            index.keep();
            done = true;
            completion.ifPresent(one -> one.follow(changes));
            return candidate;
        } finally {
            if (!done) {
                index.rollBack();
            }
        }
    }

    /**
     * Takes back the newest changes.
     *
     * @param changes oldest first
     */
    public void takeBack(List<DataTreeCandidate> changes) throws ConfigException {
        replay(Inverse.of(changes));
    }

    /**
     * {@return a tree with an edit, of which only the shape was checked}
     *
     * @throws ConfigException when it has not the shape that the modules ask for
     */
    public static DataTreeSnapshot shaped(DataTreeSnapshot base, Edit edit) throws ConfigException {
        var modification = base.newModification();
        edit.apply(modification);
        try {
            modification.ready();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new ConfigException(Kind.INVALID, YangInstanceIdentifier.of(ConfigSchema.CONFIG), readable(e), e);
        }
        return modification;
    }

    private void addToIndex(List<ObjectChange> changes) throws ConfigException {
        for (var change : changes) {
            if (change.before() != null) {
                index.remove(change.key(), Facts.of(change.type(), change.path(), change.before()));
            }
        }
        for (var change : changes) {
            if (change.after() != null) {
                index.add(change.key(), change.path(), Facts.of(change.type(), change.path(), change.after()));
            }
        }
    }

    private DataTreeCandidate prepare(DataTreeModification modification, Edit edit) throws ConfigException {
        edit.apply(modification);
        try {
            modification.ready();
            tree.validate(modification);
            return tree.prepare(modification);
        } catch (DataValidationFailedException e) {
            throw new ConfigException(Kind.INVALID, e.getPath(), readable(e), appTag(e));
        } catch (IllegalArgumentException | IllegalStateException e) {
            // This is how the tree reports data that does not fit, or a parent that does not exist.
            throw new ConfigException(Kind.INVALID, YangInstanceIdentifier.of(ConfigSchema.CONFIG), readable(e), e);
        }
    }

    private static Optional<String> appTag(DataValidationFailedException e) {
        return e instanceof YangNetconfErrorAware aware
                ? aware.getNetconfErrors().stream()
                        .map(YangNetconfError::appTag)
                        .filter(Objects::nonNull)
                        .findFirst()
                : Optional.empty();
    }

    /** The tree names nodes by namespace and revision, which no operator wants to read. */
    private static String readable(Exception e) {
        var message = String.valueOf(e.getMessage());
        return message.replaceAll("\\(urn:[^)]*\\)", "");
    }
}

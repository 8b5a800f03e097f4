package net.weftnet.config.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.CommitListener;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.Snapshot;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.tree.api.DataTree;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidateTip;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeConfiguration;
import org.opendaylight.yangtools.yang.data.tree.api.DataValidationFailedException;
import org.opendaylight.yangtools.yang.data.tree.impl.di.InMemoryDataTreeFactory;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.model.spi.source.URLYangTextSource;
import org.opendaylight.yangtools.yang.parser.impl.DefaultYangParserFactory;

/** A datastore of the module example, or of others: the tree alone, without log, references and numbers. */
final class TreeDatastore implements ConfigDatastore {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final EffectiveModelContext model;
    final List<Commit> commits = new ArrayList<>();

    /** What the datastore says of itself. */
    Optional<Instant> staleSince = Optional.empty();

    /** What every commit is said to have changed. */
    String changeSet = "[{\"operation\":\"delete\",\"target\":\"/x\"}]";

    private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();
    private final DataTree tree;

    TreeDatastore() {
        this(Model.EXAMPLE);
    }

    TreeDatastore(EffectiveModelContext model) {
        this.model = model;
        tree = new InMemoryDataTreeFactory()
                .create(
                        new DataTreeConfiguration.Builder(
                                        org.opendaylight.yangtools.yang.data.tree.api.TreeType.CONFIGURATION)
                                .setMandatoryNodesValidation(true)
                                .build(),
                        model);
    }

    /** The parsed model, which takes a second and never changes. */
    private static final class Model {
        static final EffectiveModelContext EXAMPLE = parse("example@2026-01-01.yang");
    }

    static EffectiveModelContext example() {
        return Model.EXAMPLE;
    }

    /** {@return the model of modules in the folder {@code yang} of the tests} */
    static EffectiveModelContext parse(String... modules) {
        try {
            var parser = new DefaultYangParserFactory().createParser();
            for (var module : modules) {
                parser.addSource(new URLYangTextSource(TreeDatastore.class.getResource("/yang/" + module)));
            }
            return parser.buildEffectiveModel();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public EffectiveModelContext modelContext() {
        return model;
    }

    @Override
    public ConfigSchema schema() {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized Snapshot snapshot() {
        return new Snapshot(commits.size(), START.plusSeconds(commits.size()), tree.takeSnapshot());
    }

    @Override
    public Optional<Instant> staleSince() {
        return staleSince;
    }

    @Override
    public synchronized Commit commit(String author, String comment, Edit edit) throws ConfigException {
        DataTreeCandidateTip change;
        var modification = tree.takeSnapshot().newModification();
        try {
            edit.apply(modification);
            modification.ready();
            tree.validate(modification);
            change = tree.prepare(modification);
            tree.commit(change);
        } catch (DataValidationFailedException | IllegalArgumentException e) {
            throw new ConfigException(ConfigException.Kind.INVALID, YangInstanceIdentifier.of(), e.getMessage(), e);
        }
        var commit = new Commit(
                commits.size() + 1,
                UUID.randomUUID(),
                Optional.empty(),
                START.plusSeconds(commits.size() + 1),
                author,
                comment);
        commits.add(commit);
        var after = snapshot();
        listeners.forEach(listener -> listener.committed(commit, change, after));
        return commit;
    }

    @Override
    public synchronized List<Commit> commitsSince(long revision, int limit) {
        return commits.stream().skip(revision).limit(limit).toList();
    }

    @Override
    public Optional<String> changeSet(UUID commit) {
        return Optional.of(changeSet);
    }

    @Override
    public Registration onCommit(CommitListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}

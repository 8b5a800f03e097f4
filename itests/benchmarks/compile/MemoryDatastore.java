import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.CommitCompletion;
import net.weftnet.config.db.api.CommitListener;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.ObjectChanges;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.db.model.Modules;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.tree.api.DataTree;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidate;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeConfiguration;
import org.opendaylight.yangtools.yang.data.tree.api.DataValidationFailedException;
import org.opendaylight.yangtools.yang.data.tree.api.ModificationType;
import org.opendaylight.yangtools.yang.data.tree.api.TreeType;
import org.opendaylight.yangtools.yang.data.tree.spi.DataTreeCandidates;
import org.opendaylight.yangtools.yang.data.tree.impl.di.InMemoryDataTreeFactory;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.parser.impl.DefaultYangParserFactory;

/** A configuration without log and checks: what is measured is the transformer. */
final class MemoryDatastore implements ConfigDatastore {
    private final EffectiveModelContext modules = Modules.parse(new DefaultYangParserFactory());
    private final ConfigSchema schema = ConfigSchema.of(modules, ConfigSchema.CONFIG);
    private final DataTree tree = new InMemoryDataTreeFactory()
            .create(
                    DataTreeConfiguration.builder(TreeType.CONFIGURATION)
                            .setMandatoryNodesValidation(false)
                            .setUniqueIndexes(false)
                            .build(),
                    modules);
    private CommitListener listener = (_, _, _) -> {};
    private Optional<CommitCompletion> completion = Optional.empty();
    private Commit newest = new Commit(0, UUID.randomUUID(), Optional.empty(), Instant.now(), "bench", "");

    @Override
    public EffectiveModelContext modelContext() {
        return modules;
    }

    @Override
    public ConfigSchema schema() {
        return schema;
    }

    @Override
    public synchronized Snapshot snapshot() {
        return new Snapshot(newest.revision(), newest.time(), tree.takeSnapshot());
    }

    @Override
    public synchronized Commit commit(String author, String comment, Edit edit) throws ConfigException {
        try {
            var change = completed(prepared(edit));
            if (change.getRootNode().modificationType() != ModificationType.UNMODIFIED) {
                tree.commit(change);
                completion.ifPresent(one -> one.keep(ObjectChanges.of(change, schema)));
                newest = new Commit(
                        newest.revision() + 1,
                        UUID.randomUUID(),
                        Optional.of(newest.id()),
                        Instant.now(),
                        author,
                        comment);
                listener.committed(newest, change, snapshot());
            }
            return newest;
        } catch (DataValidationFailedException e) {
            throw new ConfigException(Kind.INVALID, e.getPath(), String.valueOf(e.getMessage()), e);
        }
    }

    private DataTreeCandidate prepared(Edit edit) throws ConfigException, DataValidationFailedException {
        var modification = tree.takeSnapshot().newModification();
        edit.apply(modification);
        modification.ready();
        tree.validate(modification);
        return tree.prepare(modification);
    }

    private DataTreeCandidate completed(DataTreeCandidate change) throws ConfigException, DataValidationFailedException {
        var more = completion.flatMap(one -> one.complete(ObjectChanges.of(change, schema)));
        return more.isEmpty()
                ? change
                : prepared(all -> {
                    DataTreeCandidates.applyToModification(all, change);
                    more.get().apply(all);
                });
    }

    @Override
    public synchronized Registration onChange(CommitCompletion next) {
        var root = YangInstanceIdentifier.of();
        tree.takeSnapshot()
                .readNode(root)
                .ifPresent(all ->
                        next.follow(ObjectChanges.of(DataTreeCandidates.fromNormalizedNode(root, all), schema)));
        completion = Optional.of(next);
        return () -> completion = Optional.empty();
    }

    @Override
    public List<Commit> commitsSince(long revision, int limit) {
        return List.of();
    }

    @Override
    public Optional<String> changeSet(UUID commit) {
        return Optional.empty();
    }

    @Override
    public synchronized Registration onCommit(CommitListener next) {
        listener = next;
        return () -> {};
    }
}

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.CommitListener;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.db.model.Modules;
import org.opendaylight.yangtools.yang.data.tree.api.DataTree;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeConfiguration;
import org.opendaylight.yangtools.yang.data.tree.api.DataValidationFailedException;
import org.opendaylight.yangtools.yang.data.tree.api.ModificationType;
import org.opendaylight.yangtools.yang.data.tree.api.TreeType;
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
        var modification = tree.takeSnapshot().newModification();
        edit.apply(modification);
        modification.ready();
        try {
            tree.validate(modification);
            var change = tree.prepare(modification);
            if (change.getRootNode().modificationType() != ModificationType.UNMODIFIED) {
                tree.commit(change);
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

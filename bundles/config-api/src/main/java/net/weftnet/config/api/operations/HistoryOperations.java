package net.weftnet.config.api.operations;

import java.util.Map;
import java.util.Optional;
import net.weftnet.common.http.api.Caller;
import net.weftnet.config.access.api.AccessControl;
import net.weftnet.config.api.api.RpcImplementation;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.api.ConfigHistory;
import net.weftnet.config.db.api.ConfigSchema;
import org.opendaylight.yangtools.yang.common.Uint64;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What is done with the past: one component for each operation. */
public final class HistoryOperations {

    private static final YangInstanceIdentifier CONFIG = YangInstanceIdentifier.of(ConfigSchema.CONFIG);

    private HistoryOperations() {}

    /** {@code commits}. */
    @Component(service = RpcImplementation.class)
    public static final class Commits extends GuardedOperation {
        private static final long LIMIT = 100;

        private final ConfigDatastore datastore;
        private final AccessControl access;

        /** Lists the commits of this datastore. */
        @Activate
        public Commits(@Reference ConfigDatastore datastore, @Reference AccessControl access) {
            super("commits");
            this.datastore = datastore;
            this.access = access;
        }

        @Override
        public Optional<ContainerNode> invoke(ContainerNode input, Caller caller) throws ConfigException {
            long limit = Names.number(input, "limit").orElse(LIMIT);
            long since = Names.number(input, "since")
                    .orElseGet(() -> Math.max(0, datastore.snapshot().revision() - limit));
            boolean onlyOwn = access.permissions(caller).isConfined();
            var commits = datastore.commitsSince(since, Math.toIntExact(limit)).stream()
                    .filter(commit -> !onlyOwn || commit.author().equals(caller.name()))
                    .map(commit -> Names.entry(
                            "commit",
                            Map.of(Names.name("revision"), Uint64.valueOf(commit.revision())),
                            Names.leaf("time", commit.time().toString()),
                            Names.leaf("author", commit.author()),
                            Names.leaf("comment", commit.comment())))
                    .toList();
            return Names.output(Names.list("commit", commits));
        }
    }

    /** {@code rollback}. */
    @Component(service = RpcImplementation.class)
    public static final class Rollback extends GuardedOperation {
        private final ConfigDatastore datastore;
        private final ConfigHistory history;
        private final AccessControl access;

        /** Goes back in this history. */
        @Activate
        public Rollback(
                @Reference ConfigDatastore datastore,
                @Reference ConfigHistory history,
                @Reference AccessControl access) {
            super("rollback");
            this.datastore = datastore;
            this.history = history;
            this.access = access;
        }

        @Override
        public Optional<ContainerNode> invoke(ContainerNode input, Caller caller) throws ConfigException {
            long revision = Names.number(input, "revision").orElseThrow();
            access.permissions(caller)
                    .requireChange(
                            datastore.snapshot().tree(), history.at(revision).tree());
            var comment = Names.text(input, "comment").orElse("Roll back to revision " + revision);
            return Names.output(Names.revision(
                    history.rollBack(revision, caller.name(), comment).revision()));
        }
    }

    /** {@code export}. */
    @Component(service = RpcImplementation.class)
    public static final class Export extends GuardedOperation {
        private final ConfigDatastore datastore;
        private final ConfigHistory history;
        private final AccessControl access;

        /** Takes files out of this datastore. */
        @Activate
        public Export(
                @Reference ConfigDatastore datastore,
                @Reference ConfigHistory history,
                @Reference AccessControl access) {
            super("export");
            this.datastore = datastore;
            this.history = history;
            this.access = access;
        }

        @Override
        public Optional<ContainerNode> invoke(ContainerNode input, Caller caller) throws ConfigException {
            var revision = Names.number(input, "revision");
            var snapshot = revision.isPresent() ? history.at(revision.get()) : datastore.snapshot();
            var seen = Names.visible(snapshot, access.permissions(caller));
            if (seen.tree().readNode(CONFIG).isEmpty()) {
                throw new ConfigException(Kind.MISSING, CONFIG, "There is no configuration to see");
            }
            return Names.output(Names.revision(snapshot.revision()), Names.leaf("file", history.exported(seen)));
        }
    }

    /** {@code import}. */
    @Component(service = RpcImplementation.class)
    public static final class Import extends GuardedOperation {
        private final ConfigHistory history;
        private final AccessControl access;

        /** Puts files into this datastore. */
        @Activate
        public Import(@Reference ConfigHistory history, @Reference AccessControl access) {
            super("import");
            this.history = history;
            this.access = access;
        }

        @Override
        public Optional<ContainerNode> invoke(ContainerNode input, Caller caller) throws ConfigException {
            if (!access.permissions(caller).isUnrestricted()) {
                throw new ConfigException(
                        Kind.DENIED,
                        YangInstanceIdentifier.of(),
                        "A file replaces the whole configuration, which only the role admin may");
            }
            var file = Names.text(input, "file").orElseThrow();
            var comment = Names.text(input, "comment").orElse("Import of a file");
            return Names.output(Names.revision(
                    history.imported(file, caller.name(), comment).revision()));
        }
    }
}

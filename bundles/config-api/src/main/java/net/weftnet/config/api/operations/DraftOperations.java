package net.weftnet.config.api.operations;

import java.time.Duration;
import java.util.Optional;
import net.weftnet.common.http.api.Caller;
import net.weftnet.config.access.api.AccessControl;
import net.weftnet.config.access.api.Permissions;
import net.weftnet.config.api.api.RpcImplementation;
import net.weftnet.config.db.api.ConfigDrafts;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What is done with drafts: one component for each operation. */
public final class DraftOperations {

    private DraftOperations() {}

    private static Permissions requireOwn(ConfigDrafts drafts, ContainerNode input, Caller caller, AccessControl access)
            throws ConfigException {
        var permissions = access.permissions(caller);
        Names.requireOwn(drafts, draft(input), caller, permissions);
        return permissions;
    }

    private static String draft(ContainerNode input) {
        return Names.text(input, "draft").orElseThrow();
    }

    /** {@code check-draft}. */
    @Component(service = RpcImplementation.class)
    public static final class Check extends GuardedOperation {
        private final ConfigDrafts drafts;
        private final AccessControl access;

        /** Checks these drafts. */
        @Activate
        public Check(@Reference ConfigDrafts drafts, @Reference AccessControl access) {
            super("check-draft");
            this.drafts = drafts;
            this.access = access;
        }

        @Override
        public Optional<ContainerNode> invoke(ContainerNode input, Caller caller) throws ConfigException {
            requireOwn(drafts, input, caller, access);
            return Names.output(Names.leaf("changes", drafts.check(draft(input)).isPresent()));
        }
    }

    /** {@code commit-draft}. */
    @Component(service = RpcImplementation.class)
    public static final class Commit extends GuardedOperation {
        private final ConfigDrafts drafts;
        private final AccessControl access;

        /** Commits these drafts. */
        @Activate
        public Commit(@Reference ConfigDrafts drafts, @Reference AccessControl access) {
            super("commit-draft");
            this.drafts = drafts;
            this.access = access;
        }

        @Override
        public Optional<ContainerNode> invoke(ContainerNode input, Caller caller) throws ConfigException {
            var name = draft(input);
            var permissions = requireOwn(drafts, input, caller, access);
            if (!permissions.isUnrestricted()) {
                var candidate = drafts.check(name);
                if (candidate.isPresent()) {
                    permissions.requireChange(
                            candidate.get().before().tree(),
                            candidate.get().after().tree());
                }
            }
            var comment = Names.text(input, "comment").orElse("Commit of draft " + name);
            var within = Names.number(input, "confirm-timeout").map(Duration::ofSeconds);
            return Names.output(Names.revision(
                    drafts.commit(name, caller.name(), comment, within).revision()));
        }
    }

    /** {@code confirm-commit}. */
    @Component(service = RpcImplementation.class)
    public static final class Confirm extends GuardedOperation {
        private final ConfigDrafts drafts;
        private final AccessControl access;

        /** Confirms commits of these drafts. */
        @Activate
        public Confirm(@Reference ConfigDrafts drafts, @Reference AccessControl access) {
            super("confirm-commit");
            this.drafts = drafts;
            this.access = access;
        }

        @Override
        public Optional<ContainerNode> invoke(ContainerNode input, Caller caller) throws ConfigException {
            if (access.permissions(caller).isConfined()) {
                throw new ConfigException(
                        Kind.DENIED, YangInstanceIdentifier.of(), caller.name() + " may not confirm a commit");
            }
            drafts.confirm(Names.number(input, "revision").orElseThrow());
            return Optional.empty();
        }
    }

    /** {@code discard-draft}. */
    @Component(service = RpcImplementation.class)
    public static final class Discard extends GuardedOperation {
        private final ConfigDrafts drafts;
        private final AccessControl access;

        /** Discards these drafts. */
        @Activate
        public Discard(@Reference ConfigDrafts drafts, @Reference AccessControl access) {
            super("discard-draft");
            this.drafts = drafts;
            this.access = access;
        }

        @Override
        public Optional<ContainerNode> invoke(ContainerNode input, Caller caller) throws ConfigException {
            requireOwn(drafts, input, caller, access);
            if (!drafts.discard(draft(input))) {
                throw new ConfigException(
                        Kind.MISSING, YangInstanceIdentifier.of(), "There is no draft " + draft(input));
            }
            return Optional.empty();
        }
    }
}

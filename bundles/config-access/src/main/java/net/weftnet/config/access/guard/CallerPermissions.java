package net.weftnet.config.access.guard;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.weftnet.config.access.api.Permissions;
import net.weftnet.config.access.nacm.ChangeCheck;
import net.weftnet.config.access.nacm.ReadFilter;
import net.weftnet.config.access.nacm.RuleSet;
import net.weftnet.config.access.tenant.TenantGuard;
import net.weftnet.config.access.tenant.TenantSight;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigDatastore.Edit;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeSnapshot;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContextTree;

/** The permissions of a caller whom the rules restrict. */
public final class CallerPermissions implements Permissions {
    /** Refusals that name other objects. */
    private static final Set<Kind> NAMING = Set.of(Kind.IN_USE, Kind.DUPLICATE);

    private static final QNameModule OPERATIONS = QNameModule.ofRevision("urn:weftnet:operations", "2026-01-01");

    /** The operations that mind who calls them; whoever is confined to projects calls no others. */
    private static final Set<QName> FOR_TENANTS = Stream.of(
                    "commits", "export", "diff", "check-draft", "commit-draft", "discard-draft")
            .map(name -> QName.create(OPERATIONS, name))
            .collect(Collectors.toUnmodifiableSet());

    private final String caller;
    private final RuleSet rules;
    private final ReadFilter filter;
    private final ChangeCheck changes;
    private final DenyCounters counters;
    private final @Nullable Tenant tenant;

    /** What a caller sees and changes that is confined to projects. */
    public record Tenant(TenantSight sight, TenantGuard guard) {
        /** The tenant with this sight. */
        public static Tenant of(TenantSight sight) {
            return new Tenant(sight, new TenantGuard(sight));
        }
    }

    /**
     * The permissions of a caller.
     *
     * @param rules the rules for it
     * @param schema the schema of all data
     * @param tenant the projects that the caller is confined to; null when it is not
     */
    public CallerPermissions(
            String caller,
            RuleSet rules,
            DataSchemaContextTree schema,
            DenyCounters counters,
            @Nullable Tenant tenant) {
        this.caller = caller;
        this.rules = rules;
        this.counters = counters;
        this.tenant = tenant;
        filter = new ReadFilter(rules, schema);
        changes = new ChangeCheck(rules, schema);
    }

    @Override
    public boolean isUnrestricted() {
        return false;
    }

    @Override
    public boolean isConfined() {
        return tenant != null;
    }

    @Override
    public ConfigDatastore guard(ConfigDatastore datastore) {
        return new GuardedDatastore(datastore, this);
    }

    @Override
    public DataTreeSnapshot visible(DataTreeSnapshot tree) {
        return new GuardedTree(tree, this::read);
    }

    private Optional<NormalizedNode> read(DataTreeSnapshot tree, YangInstanceIdentifier path) {
        return tree.readNode(path).flatMap(node -> visible(tree, path, node));
    }

    @Override
    public Optional<NormalizedNode> visible(DataTreeSnapshot tree, YangInstanceIdentifier path, NormalizedNode node) {
        var seen = tenant == null ? Optional.of(node) : tenant.sight().visible(tree, path, node);
        return seen.flatMap(part -> filter.visible(path, part));
    }

    @Override
    public boolean isVisible(DataTreeSnapshot tree, YangInstanceIdentifier path) {
        return filter.isVisible(path) && (tenant == null || tenant.sight().isVisible(tree, path));
    }

    /** {@return an edit that is refused unless each of its steps is permitted} */
    Edit guard(Edit edit) {
        return tree -> {
            var guarded = new GuardedModification(tree, this::read, this::begin);
            edit.apply(guarded);
            guarded.requirePermitted();
        };
    }

    private GuardedModification.StepEnd begin(DataTreeModification tree, YangInstanceIdentifier path)
            throws ConfigException {
        var step = tenant == null ? null : tenant.guard().begin(tree, path);
        return (changed, before, after) -> {
            if (step != null) {
                step.end(changed, before, after);
            }
            var objection = changes.objection(path, before, after);
            if (objection.isPresent()) {
                throw denied(objection.get());
            }
        };
    }

    /** The object is told by its name where the caller may know that it is there, and else by what the caller named. */
    private ConfigException denied(ChangeCheck.Objection objection) {
        counters.countWrite();
        return new ConfigException(
                Kind.DENIED,
                objection.path(),
                caller + " may not " + objection.operation().name().toLowerCase(Locale.ROOT) + " this node");
    }

    /** {@return a refusal of the datastore as the caller may hear it} */
    ConfigException forCaller(ConfigException refusal) {
        if (tenant == null || !NAMING.contains(refusal.kind())) {
            return refusal;
        }
        // Who uses an object, or has a value, may be somebody whom the caller does not see.
        var what = refusal.kind() == Kind.IN_USE ? "It is still used" : "A value in it is used already";
        return new ConfigException(refusal.kind(), refusal.path(), what);
    }

    @Override
    public void requireChange(DataTreeSnapshot before, DataTreeSnapshot after) throws ConfigException {
        if (tenant != null) {
            tenant.guard().requireChange(before, after);
        }
        var root = YangInstanceIdentifier.of();
        var objection = changes.objection(
                root, before.readNode(root).orElse(null), after.readNode(root).orElse(null));
        if (objection.isPresent()) {
            throw denied(objection.get());
        }
    }

    @Override
    public void requireCall(QName rpc) throws ConfigException {
        if (!mayCall(rpc)) {
            counters.countOperation();
            throw new ConfigException(
                    Kind.DENIED, YangInstanceIdentifier.of(), caller + " may not call " + rpc.getLocalName());
        }
    }

    @Override
    public boolean mayCall(QName rpc) {
        return rules.permitsCall(rpc) && (tenant == null || FOR_TENANTS.contains(rpc));
    }

    @Override
    public boolean mayReceive(QName notification) {
        boolean isPermitted = rules.permitsNotification(notification);
        if (!isPermitted) {
            counters.countNotification();
        }
        return isPermitted;
    }
}

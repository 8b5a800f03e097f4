package net.weftnet.config.access.guard;

import java.util.Optional;
import net.weftnet.config.access.api.Permissions;
import net.weftnet.config.access.nacm.ChangeCheck;
import net.weftnet.config.access.nacm.ReadFilter;
import net.weftnet.config.access.nacm.RuleSet;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigDatastore.Edit;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeSnapshot;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContextTree;

/** The permissions of a caller whom the rules restrict. */
public final class CallerPermissions implements Permissions {
    private final String caller;
    private final RuleSet rules;
    private final ReadFilter filter;
    private final ChangeCheck changes;
    private final DenyCounters counters;

    /**
     * The permissions of a caller.
     *
     * @param rules the rules for it
     * @param schema the schema of all data
     */
    public CallerPermissions(String caller, RuleSet rules, DataSchemaContextTree schema, DenyCounters counters) {
        this.caller = caller;
        this.rules = rules;
        this.counters = counters;
        filter = new ReadFilter(rules, schema);
        changes = new ChangeCheck(rules, schema);
    }

    @Override
    public boolean isUnrestricted() {
        return false;
    }

    @Override
    public boolean isConfined() {
        return false;
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
        return tree.readNode(path).flatMap(node -> filter.visible(path, node));
    }

    @Override
    public Optional<NormalizedNode> visible(DataTreeSnapshot tree, YangInstanceIdentifier path, NormalizedNode node) {
        return filter.visible(path, node);
    }

    @Override
    public boolean isVisible(DataTreeSnapshot tree, YangInstanceIdentifier path) {
        return filter.isVisible(path);
    }

    /** {@return an edit that is refused unless each of its steps is permitted} */
    Edit guard(Edit edit) {
        return tree -> {
            var guarded = new GuardedModification(tree, this::read, this::requireStep);
            edit.apply(guarded);
            guarded.requirePermitted();
        };
    }

    private void requireStep(
            DataTreeModification tree,
            YangInstanceIdentifier path,
            @Nullable NormalizedNode before,
            @Nullable NormalizedNode after)
            throws ConfigException {
        var objection = changes.objection(path, before, after);
        if (objection.isPresent()) {
            throw denied(objection.get());
        }
    }

    /** The object is told by its name where the caller may know that it is there, and else by what the caller named. */
    private ConfigException denied(ChangeCheck.Objection objection) {
        counters.countWrite();
        return new ConfigException(
                Kind.DENIED,
                objection.path(),
                caller + " may not " + objection.operation().name().toLowerCase(java.util.Locale.ROOT) + " this node");
    }

    /** {@return a refusal of the datastore as the caller may hear it} */
    ConfigException forCaller(ConfigException refusal) {
        return refusal;
    }

    @Override
    public void requireChange(DataTreeSnapshot before, DataTreeSnapshot after) throws ConfigException {
        var root = YangInstanceIdentifier.of();
        var objection = changes.objection(
                root, before.readNode(root).orElse(null), after.readNode(root).orElse(null));
        if (objection.isPresent()) {
            throw denied(objection.get());
        }
    }

    @Override
    public void requireCall(QName rpc) throws ConfigException {
        if (!rules.permitsCall(rpc)) {
            counters.countOperation();
            throw new ConfigException(
                    Kind.DENIED, YangInstanceIdentifier.of(), caller + " may not call " + rpc.getLocalName());
        }
    }

    @Override
    public boolean mayCall(QName rpc) {
        return rules.permitsCall(rpc);
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

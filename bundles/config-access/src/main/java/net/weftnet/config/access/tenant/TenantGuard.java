package net.weftnet.config.access.tenant;

import java.util.Objects;
import net.weftnet.config.access.tenant.TenantCheck.Pair;
import net.weftnet.config.access.tenant.Walk.Stop;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeSnapshot;

/** Looks at the steps of a tenant's edit, and makes the tenant the owner of what it makes outside of its projects. */
public final class TenantGuard {
    private final TenantSight sight;

    /** Guards what is not in this sight. */
    public TenantGuard(TenantSight sight) {
        this.sight = sight;
    }

    /** A step that has begun. */
    public interface Step {
        /** Refuses the step now that it is made, if it must not be. */
        void end(DataTreeModification tree, @Nullable NormalizedNode before, @Nullable NormalizedNode after)
                throws ConfigException;
    }

    /**
     * Where a step is.
     *
     * @param stop the innermost object that it is in
     * @param isInProject whether that object is in a project of the tenant
     * @param before the object before the step
     */
    private record Inside(Stop stop, boolean isInProject, @Nullable NormalizedNode before) {}

    /** Begins a step at a place, before anything has changed there. */
    public Step begin(DataTreeModification tree, YangInstanceIdentifier path) throws ConfigException {
        if (path.isEmpty()) {
            throw TenantCheck.missing(path);
        }
        var walk = Walk.along(path, sight.places()).orElseThrow(() -> TenantCheck.missing(path));
        var tenancy = sight.tenancy(tree);
        @Nullable Inside inside = null;
        boolean isInProject = false;
        Stop stop;
        while ((stop = walk.next()) != null) {
            inside = new Inside(stop, isInProject, tree.readNode(stop.path()).orElse(null));
            isInProject |= tenancy.isOwnProject(stop.type(), stop.fqName());
        }
        if (inside == null) {
            return (after, was, is) -> new TenantCheck(sight.places(), sight.tenancy(after), after)
                    .inside(walk.types(), "", path, was, is);
        }
        requireNotTaken(inside, tenancy, path);
        var place = inside;
        return (after, _, _) -> end(after, place);
    }

    /** Names of objects outside of projects are taken, whoever has them; nothing else is told of the one that has it. */
    private void requireNotTaken(Inside inside, Tenancy tenancy, YangInstanceIdentifier path) throws ConfigException {
        var stop = inside.stop();
        if (ObjectPlaces.isFree(stop.type())
                && inside.before() instanceof DataContainerNode object
                && stop.path().equals(path)
                && !tenancy.standing(stop.type(), stop.fqName(), object).mayRead()) {
            throw new ConfigException(Kind.EXISTS, path, stop.type().name() + " " + stop.fqName() + " exists already");
        }
    }

    private void end(DataTreeModification tree, Inside inside) throws ConfigException {
        var stop = inside.stop();
        var tenancy = sight.tenancy(tree);
        if (ObjectPlaces.isFree(stop.type()) && inside.before() == null) {
            own(tree, stop, tenancy);
        }
        var pair = new Pair(inside.before(), tree.readNode(stop.path()).orElse(null));
        var check = new TenantCheck(sight.places(), tenancy, tree);
        if (inside.isInProject()) {
            check.own(stop.type(), stop.path(), pair);
        } else {
            check.object(stop.type(), stop.fqName(), stop.path(), pair);
        }
    }

    private static void own(DataTreeModification tree, Stop stop, Tenancy tenancy) {
        var owner = Tenancy.owner(stop.type(), stop.path());
        var id = tenancy.onlyOwner(tree);
        if (tree.readNode(stop.path()).isPresent() && tree.readNode(owner).isEmpty() && id.isPresent()) {
            var perms = Objects.requireNonNull(owner.getParent()).getLastPathArgument();
            tree.merge(
                    Objects.requireNonNull(owner.getParent()),
                    ImmutableNodes.newContainerBuilder()
                            .withNodeIdentifier((YangInstanceIdentifier.NodeIdentifier) Objects.requireNonNull(perms))
                            .withChild(ImmutableNodes.leafNode(
                                    Objects.requireNonNull(owner.getLastPathArgument())
                                            .getNodeType(),
                                    id.get()))
                            .build());
        }
    }

    /** Refuses a change of the whole, if any part of it must not be made. */
    public void requireChange(DataTreeSnapshot before, DataTreeSnapshot after) throws ConfigException {
        var config = Tenancy.config();
        new TenantCheck(sight.places(), sight.tenancy(after), after)
                .inside(
                        sight.places().topLevel(),
                        "",
                        config,
                        before.readNode(config).orElse(null),
                        after.readNode(config).orElse(null));
    }
}

package net.weftnet.config.access.tenant;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.weftnet.config.access.tree.Pruning;
import net.weftnet.config.db.api.ObjectType;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeSnapshot;

/**
 * What a tenant sees: its projects whole, its other objects, objects that are shared with it, and of what is around them
 * nothing but the keys. What is known of the system as a whole it does not see.
 */
public final class TenantSight {
    private final ObjectPlaces places;
    private final Set<String> projects;

    /**
     * The sight of a tenant.
     *
     * @param projects the fq-names of its projects
     */
    public TenantSight(ObjectPlaces places, Set<String> projects) {
        this.places = places;
        this.projects = Set.copyOf(projects);
    }

    ObjectPlaces places() {
        return places;
    }

    Tenancy tenancy(DataTreeSnapshot tree) {
        return new Tenancy(places, projects, tree);
    }

    /** {@return what is seen of a node} */
    public Optional<NormalizedNode> visible(DataTreeSnapshot tree, YangInstanceIdentifier path, NormalizedNode node) {
        var tenancy = tenancy(tree);
        if (path.isEmpty()) {
            return Optional.of(
                    Pruning.children(node, child -> visible(tree, YangInstanceIdentifier.of(child.name()), child)));
        }
        var walk = Walk.along(path, places);
        if (walk.isEmpty()) {
            return isAboutTheServer(path) ? Optional.of(node) : Optional.empty();
        }
        return visible(walk.get(), tree, tenancy, node);
    }

    /** {@return whether it can be seen that there is, or was, something at a place} */
    public boolean isVisible(DataTreeSnapshot tree, YangInstanceIdentifier path) {
        var walk = Walk.along(path, places);
        if (walk.isEmpty()) {
            return path.isEmpty() || isAboutTheServer(path);
        }
        var tenancy = tenancy(tree);
        Walk.Stop stop;
        while ((stop = walk.get().next()) != null) {
            if (tenancy.isOwnProject(stop.type(), stop.fqName())) {
                return true;
            }
            var object = object(tree, walk.get(), stop, null);
            if (object != null) {
                var standing = tenancy.standing(stop.type(), stop.fqName(), object);
                if (standing.isOwn()
                        || standing.mayRead() && walk.get().following().isEmpty()) {
                    return true;
                }
            }
        }
        return tree.readNode(path).flatMap(node -> visible(tree, path, node)).isPresent();
    }

    /** The library of modules and the monitoring of the server are the same for everyone. */
    private static boolean isAboutTheServer(YangInstanceIdentifier path) {
        return path.getPathArguments()
                .getFirst()
                .getNodeType()
                .getNamespace()
                .toString()
                .startsWith("urn:ietf:");
    }

    private Optional<NormalizedNode> visible(Walk walk, DataTreeSnapshot tree, Tenancy tenancy, NormalizedNode node) {
        Walk.Stop stop;
        while ((stop = walk.next()) != null) {
            if (tenancy.isOwnProject(stop.type(), stop.fqName())) {
                return Optional.of(node);
            }
            var object = object(tree, walk, stop, node);
            if (object == null) {
                return Optional.empty();
            }
            var standing = tenancy.standing(stop.type(), stop.fqName(), object);
            if (standing.isOwn()) {
                return Optional.of(node);
            }
            if (walk.isAtEnd()) {
                return nonBare(seen(object, stop.type(), stop.fqName(), standing, tenancy));
            }
            if (walk.following().isEmpty()) {
                return standing.mayRead() ? Optional.of(node) : Optional.empty();
            }
        }
        if (walk.isAtEnd()) {
            return nonBare(structure(node, walk.types(), walk.enclosing(), tenancy));
        }
        return walk.following().flatMap(type -> list(node, type, walk.enclosing(), tenancy));
    }

    /** The object at a stop; at the end of the walk it is the node that the walk is about. */
    private static @Nullable DataContainerNode object(
            DataTreeSnapshot tree, Walk walk, Walk.Stop stop, @Nullable NormalizedNode last) {
        var found = walk.isAtEnd() && last != null
                ? last
                : tree.readNode(stop.path()).orElse(null);
        return found instanceof DataContainerNode object ? object : null;
    }

    private Optional<NormalizedNode> list(NormalizedNode node, ObjectType type, String enclosing, Tenancy tenancy) {
        return node instanceof MapNode list
                ? nonBare(Pruning.children(list, entry -> entry(entry, type, enclosing, tenancy)))
                : Optional.empty();
    }

    private Optional<NormalizedNode> entry(NormalizedNode node, ObjectType type, String enclosing, Tenancy tenancy) {
        var object = (DataContainerNode) node;
        var fqName = type.fqName(enclosing, name(type, object));
        return nonBare(seen(object, type, fqName, tenancy.standing(type, fqName, object), tenancy));
    }

    static String name(ObjectType type, DataContainerNode object) {
        return type.key().isPresent() && object instanceof MapEntryNode entry
                ? Objects.requireNonNull(entry.name().getValue(type.key().get()))
                        .toString()
                : type.singletonName();
    }

    private NormalizedNode seen(
            DataContainerNode object, ObjectType type, String fqName, Standing standing, Tenancy tenancy) {
        if (standing.isOwn()) {
            return object;
        }
        return Pruning.children(
                object, child -> ObjectPlaces.find(type.children(), child.name().getNodeType())
                        .map(inner -> objects(child, inner, fqName, tenancy))
                        .orElseGet(() -> standing.mayRead() ? Optional.of(child) : Optional.empty()));
    }

    /** Of a node that is no object nothing is seen but the objects in it. */
    private NormalizedNode structure(NormalizedNode node, List<ObjectType> types, String enclosing, Tenancy tenancy) {
        return Pruning.children(
                node, child -> ObjectPlaces.find(types, child.name().getNodeType())
                        .flatMap(type -> objects(child, type, enclosing, tenancy)));
    }

    private Optional<NormalizedNode> objects(NormalizedNode node, ObjectType type, String enclosing, Tenancy tenancy) {
        return type.key().isPresent() ? list(node, type, enclosing, tenancy) : entry(node, type, enclosing, tenancy);
    }

    private static Optional<NormalizedNode> nonBare(NormalizedNode node) {
        return Pruning.isBare(node) ? Optional.empty() : Optional.of(node);
    }
}

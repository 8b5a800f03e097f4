package net.weftnet.config.access.tenant;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.api.ObjectKey;
import net.weftnet.config.db.api.ObjectType;
import net.weftnet.config.db.api.Reference;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.PathArgument;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNodeContainer;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeSnapshot;

/**
 * Refuses changes of what is not a tenant's, from one tree to another. In its projects a tenant makes, changes and deletes
 * objects, but not the project's own properties, of which its quotas are one, nor the lists of who may call what. What is
 * shared with it for writing it may change. Whatever it refers to has to be its own, or shared with it for that.
 *
 * <p>Looks at nodes that differ only; what is the same node in both trees is not entered.
 */
final class TenantCheck {
    private static final String ACCESS_LISTS = "api-access-list";
    private static final String PERMS = "perms2";

    private final ObjectPlaces places;
    private final Tenancy tenancy;
    private final DataTreeSnapshot after;

    TenantCheck(ObjectPlaces places, Tenancy tenancy, DataTreeSnapshot after) {
        this.places = places;
        this.tenancy = tenancy;
        this.after = after;
    }

    /** Checks the objects of some types that are in one node. */
    void inside(
            List<ObjectType> types,
            String enclosing,
            YangInstanceIdentifier path,
            @Nullable NormalizedNode before,
            @Nullable NormalizedNode after)
            throws ConfigException {
        for (var child : differing(before, after).entrySet()) {
            var type = ObjectPlaces.find(types, child.getKey().getNodeType());
            if (type.isEmpty()) {
                throw denied(path.node(child.getKey()));
            }
            objects(type.get(), enclosing, path.node(child.getKey()), child.getValue());
        }
    }

    private void objects(ObjectType type, String enclosing, YangInstanceIdentifier path, Pair pair)
            throws ConfigException {
        if (type.key().isEmpty()) {
            object(type, type.fqName(enclosing, type.singletonName()), path, pair);
            return;
        }
        for (var entry : differing(pair.before(), pair.after()).entrySet()) {
            var one = (DataContainerNode)
                    (entry.getValue().after() == null
                            ? entry.getValue().before()
                            : entry.getValue().after());
            var fqName = type.fqName(enclosing, TenantSight.name(type, Objects.requireNonNull(one)));
            object(type, fqName, path.node(entry.getKey()), entry.getValue());
        }
    }

    /** Checks one object that is not in a project of the tenant. */
    void object(ObjectType type, String fqName, YangInstanceIdentifier path, Pair pair) throws ConfigException {
        if (tenancy.isOwnProject(type, fqName)) {
            project(type, path, pair);
        } else if (ObjectPlaces.isFree(type)) {
            free(type, fqName, path, pair);
        } else {
            foreign(type, fqName, path, pair);
        }
    }

    private void project(ObjectType type, YangInstanceIdentifier path, Pair pair) throws ConfigException {
        if (pair.before() == null || pair.after() == null) {
            throw denied(path);
        }
        for (var child : differing(pair.before(), pair.after()).entrySet()) {
            var inner = ObjectPlaces.find(type.children(), child.getKey().getNodeType());
            if (inner.isEmpty() || inner.get().name().equals(ACCESS_LISTS)) {
                throw denied(path.node(child.getKey()));
            }
            referencesOfAll(inner.get(), path.node(child.getKey()), child.getValue());
        }
    }

    /** Checks an object in a project of the tenant, which may do with it what it likes, but not refer to everything. */
    void own(ObjectType type, YangInstanceIdentifier path, Pair pair) throws ConfigException {
        if (type.name().equals(ACCESS_LISTS)) {
            throw denied(path);
        }
        references(type, path, pair);
    }

    private void free(ObjectType type, String fqName, YangInstanceIdentifier path, Pair pair) throws ConfigException {
        if (pair.before() instanceof DataContainerNode was) {
            var standing = tenancy.standing(type, fqName, was);
            if (!standing.isOwn()) {
                foreign(type, fqName, path, pair);
                return;
            }
        }
        if (pair.after() instanceof DataContainerNode is
                && !tenancy.standing(type, fqName, is).isOwn()) {
            throw new ConfigException(
                    Kind.DENIED,
                    path,
                    new ObjectKey(type.name(), fqName) + ": it would not be in a project of yours; say which one by"
                            + " the UUID in perms2/owner");
        }
        references(type, path, pair);
    }

    /** Checks an object of somebody else: what is in it may be the tenant's, and it may be shared for writing. */
    private void foreign(ObjectType type, String fqName, YangInstanceIdentifier path, Pair pair)
            throws ConfigException {
        var standing = pair.before() instanceof DataContainerNode was
                ? tenancy.standing(type, fqName, was)
                : new Standing(false, 0);
        if (pair.before() == null) {
            throw denied(path);
        }
        if (pair.after() == null) {
            throw standing.mayRead() ? denied(path) : missing(path);
        }
        for (var child : differing(pair.before(), pair.after()).entrySet()) {
            var inner = ObjectPlaces.find(type.children(), child.getKey().getNodeType());
            var place = path.node(child.getKey());
            if (inner.isPresent()) {
                objects(inner.get(), fqName, place, child.getValue());
            } else if (!standing.mayRead()) {
                throw missing(path);
            } else if (!standing.mayChange()
                    || child.getKey().getNodeType().getLocalName().equals(PERMS)) {
                throw denied(place);
            }
        }
        references(type, path, pair);
    }

    private void referencesOfAll(ObjectType type, YangInstanceIdentifier path, Pair pair) throws ConfigException {
        if (type.key().isEmpty()) {
            references(type, path, pair);
            return;
        }
        for (var entry : differing(pair.before(), pair.after()).entrySet()) {
            references(type, path.node(entry.getKey()), entry.getValue());
        }
    }

    /** New references of an object, and of the objects in it, must be to what the tenant may refer to. */
    private void references(ObjectType type, YangInstanceIdentifier path, Pair pair) throws ConfigException {
        if (!(pair.after() instanceof DataContainerNode is)) {
            return;
        }
        for (var reference : type.references()) {
            var had = names(reference, pair.before());
            for (var name : names(reference, is)) {
                if (!had.contains(name) && !mayRefer(reference, name)) {
                    throw unknown(type, path, reference, name);
                }
            }
        }
        for (var child : differing(pair.before(), is).entrySet()) {
            var inner = ObjectPlaces.find(type.children(), child.getKey().getNodeType());
            if (inner.isPresent()) {
                referencesOfAll(inner.get(), path.node(child.getKey()), child.getValue());
            }
        }
    }

    private static Set<String> names(Reference reference, @Nullable NormalizedNode object) {
        var names = new HashSet<String>();
        if (object instanceof DataContainerNode data) {
            reference.path().forEach(data, (fqName, _) -> names.add(String.valueOf(fqName)));
        }
        return names;
    }

    /** What is not there at all, the datastore refuses in the same words. */
    private boolean mayRefer(Reference reference, String fqName) {
        return reference.targetTypes().stream()
                .flatMap(type -> places.find(type, fqName).stream())
                .flatMap(place -> after.readNode(place.path()).stream()
                        .map(object -> mayRefer(place, fqName, (DataContainerNode) object)))
                .reduce(Boolean::logicalOr)
                .orElse(true);
    }

    private boolean mayRefer(ObjectPlaces.Place place, String fqName, DataContainerNode object) {
        boolean isInside = place.chain().stream().anyMatch(type -> type.name().equals(ObjectPlaces.PROJECT))
                && tenancy.isInOwnProject(fqName);
        return isInside || tenancy.standing(place.type(), fqName, object).mayRefer();
    }

    private static ConfigException unknown(
            ObjectType type, YangInstanceIdentifier path, Reference reference, String fqName) {
        return new ConfigException(
                Kind.UNKNOWN_REFERENCE,
                path,
                "A " + type.name() + " refers to " + String.join(" or ", reference.targetTypes()) + ' ' + fqName
                        + ", which does not exist");
    }

    private static ConfigException denied(YangInstanceIdentifier path) {
        return new ConfigException(Kind.DENIED, path, "Only what is in the projects of a user may be changed by it");
    }

    static ConfigException missing(YangInstanceIdentifier path) {
        var name = path.getLastPathArgument();
        return new ConfigException(
                Kind.MISSING, path, (name == null ? "It" : name.getNodeType().getLocalName()) + " does not exist");
    }

    /** A node in two trees. */
    record Pair(@Nullable NormalizedNode before, @Nullable NormalizedNode after) {}

    /** The children of a node that are not the same before and after. */
    private static Map<PathArgument, Pair> differing(@Nullable NormalizedNode before, @Nullable NormalizedNode after) {
        var found = new LinkedHashMap<PathArgument, Pair>();
        if (before == after) {
            return found;
        }
        if (before instanceof NormalizedNodeContainer<?> was) {
            was.body().forEach(child -> found.put(child.name(), new Pair(child, null)));
        }
        if (after instanceof NormalizedNodeContainer<?> is) {
            for (NormalizedNode child : is.body()) {
                var had = found.get(child.name());
                var old = had == null ? null : had.before();
                if (child == old || child.equals(old)) {
                    found.remove(child.name());
                } else {
                    found.put(child.name(), new Pair(old, child));
                }
            }
        }
        return found;
    }
}

package net.weftnet.config.access.tenant;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.ObjectType;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeSnapshot;

/**
 * Whose an object is, in one tree: what is in a project is the project's. An object that is in no other one is of the
 * project that {@code perms2/owner} names by its UUID or, without an owner, of the project of an object that it refers to.
 * Everything else is somebody else's, and shared as its {@code perms2} says.
 */
final class Tenancy {
    /** What {@code is-shared} and {@code router-external} of a network stand for: read and refer. */
    private static final int FOR_ALL = 5;

    private final ObjectPlaces places;
    private final Set<String> projects;
    private final Set<String> ids = new HashSet<>();
    private final Set<String> domainIds = new HashSet<>();

    /**
     * Looks at a tree.
     *
     * @param projects the fq-names of the tenant's projects
     */
    Tenancy(ObjectPlaces places, Set<String> projects, DataTreeSnapshot tree) {
        this.places = places;
        this.projects = projects;
        for (var project : projects) {
            uuid(tree, ObjectPlaces.PROJECT, project).ifPresent(ids::add);
            uuid(tree, "domain", project.substring(0, project.indexOf(':'))).ifPresent(domainIds::add);
        }
    }

    private Optional<String> uuid(DataTreeSnapshot tree, String type, String fqName) {
        return places.find(type, fqName).stream()
                .flatMap(place -> tree.readNode(place.path().node(place.type().uuidLeaf())).stream())
                .map(leaf -> plain(String.valueOf(leaf.body())))
                .findFirst();
    }

    /** OpenContrail leaves the dashes out, and may say what kind of tenant it is. */
    private static String plain(String id) {
        return id.substring(id.indexOf(':') + 1).replace("-", "").toLowerCase(Locale.ROOT);
    }

    boolean isOwnProject(ObjectType type, String fqName) {
        return type.name().equals(ObjectPlaces.PROJECT) && projects.contains(fqName);
    }

    /** {@return the UUID that new objects of the tenant get as their owner, when there is no doubt about it} */
    Optional<String> onlyOwner(DataTreeSnapshot tree) {
        return projects.size() != 1
                ? Optional.empty()
                : places.find(ObjectPlaces.PROJECT, projects.iterator().next()).stream()
                        .flatMap(place ->
                                tree.readNode(place.path().node(place.type().uuidLeaf())).stream())
                        .map(leaf -> String.valueOf(leaf.body()))
                        .findFirst();
    }

    /** {@return what an object is to the tenant that is not in one of its projects} */
    Standing standing(ObjectType type, String fqName, DataContainerNode object) {
        if (isOwnProject(type, fqName) || ObjectPlaces.isFree(type) && isOwn(type, object)) {
            return Standing.OWN;
        }
        return new Standing(false, shared(type, object));
    }

    private boolean isOwn(ObjectType type, DataContainerNode object) {
        var owner = leaf(perms(type, object), type, "owner");
        if (owner.isPresent()) {
            return ids.contains(plain(owner.get()));
        }
        var found = new boolean[1];
        for (var reference : type.references()) {
            reference.path().forEach(object, (fqName, _) -> found[0] |= isInOwnProject(String.valueOf(fqName)));
        }
        return found[0];
    }

    boolean isInOwnProject(String fqName) {
        return projects.stream().anyMatch(project -> fqName.startsWith(project + ':'));
    }

    private int shared(ObjectType type, DataContainerNode object) {
        int bits = isTrue(object, type, "is-shared") || isTrue(object, type, "router-external") ? FOR_ALL : 0;
        var perms = perms(type, object);
        if (perms == null) {
            return bits;
        }
        bits |= leaf(perms, type, "global-access").map(Integer::parseInt).orElse(0);
        if (perms.childByArg(node(type, "share")) instanceof MapNode shares) {
            for (var share : shares.body()) {
                var tenant = leaf(share, type, "tenant").orElse("");
                var known = tenant.startsWith("domain:") ? domainIds : ids;
                if (known.contains(plain(tenant))) {
                    bits |= leaf(share, type, "tenant-access")
                            .map(Integer::parseInt)
                            .orElse(0);
                }
            }
        }
        return bits;
    }

    private static @Nullable DataContainerNode perms(ObjectType type, DataContainerNode object) {
        return object.childByArg(node(type, "perms2")) instanceof DataContainerNode perms ? perms : null;
    }

    private static boolean isTrue(DataContainerNode object, ObjectType type, String leaf) {
        return leaf(object, type, leaf).filter("true"::equals).isPresent();
    }

    private static Optional<String> leaf(@Nullable DataContainerNode around, ObjectType type, String name) {
        return around != null && around.childByArg(node(type, name)) instanceof LeafNode<?> leaf
                ? Optional.of(String.valueOf(leaf.body()))
                : Optional.empty();
    }

    private static NodeIdentifier node(ObjectType type, String name) {
        return new NodeIdentifier(QName.create(type.qname(), name));
    }

    /** {@return where the owner of an object is} */
    static YangInstanceIdentifier owner(ObjectType type, YangInstanceIdentifier object) {
        return object.node(QName.create(type.qname(), "perms2")).node(QName.create(type.qname(), "owner"));
    }

    /** {@return the container of the configuration} */
    static YangInstanceIdentifier config() {
        return YangInstanceIdentifier.of(ConfigSchema.CONFIG);
    }
}

package net.weftnet.config.access.store;

import java.util.Collection;
import java.util.Optional;
import net.weftnet.config.db.api.ConfigDatastore.Edit;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeWithValue;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;

/** Edits of users and roles, for those who have no YANG at hand. */
public final class UserEdits {
    private static final YangInstanceIdentifier ACCESS = YangInstanceIdentifier.of(Users.CONTAINER);
    private static final QName NAME = Users.name("name");

    private UserEdits() {}

    /** {@return the edit that makes a user who is not there yet} */
    public static Edit add(String name, Collection<String> roles, String password) {
        return tree -> {
            var path = entry("user", name);
            if (tree.readNode(path).isPresent()) {
                throw new ConfigException(Kind.EXISTS, path, "user " + name + " exists already");
            }
            var list = ImmutableNodes.<String>newSystemLeafSetBuilder()
                    .withNodeIdentifier(new NodeIdentifier(Users.name("role")));
            roles.forEach(list::withChildValue);
            tree.merge(
                    list("user"),
                    ImmutableNodes.newSystemMapBuilder()
                            .withNodeIdentifier(new NodeIdentifier(Users.USER))
                            .withChild(ImmutableNodes.newMapEntryBuilder()
                                    .withNodeIdentifier(NodeIdentifierWithPredicates.of(Users.USER, NAME, name))
                                    .withChild(ImmutableNodes.leafNode(NAME, name))
                                    .withChild(ImmutableNodes.leafNode(Users.PASSWORD, password))
                                    .withChild(list.build())
                                    .build())
                            .build());
        };
    }

    /** {@return the edit that gives a user another password} */
    public static Edit password(String name, String password) {
        return tree -> {
            var path = entry("user", name);
            if (tree.readNode(path).isEmpty()) {
                throw missing(path, "user " + name);
            }
            tree.write(path.node(Users.PASSWORD), ImmutableNodes.leafNode(Users.PASSWORD, password));
        };
    }

    /** {@return the edit that takes a user away} */
    public static Edit removeUser(String name) {
        return remove("user", name);
    }

    /** {@return the edit that takes a role away} */
    public static Edit removeRole(String name) {
        return remove("role", name);
    }

    private static Edit remove(String list, String name) {
        return tree -> {
            var path = entry(list, name);
            if (tree.readNode(path).isEmpty()) {
                throw missing(path, list + ' ' + name);
            }
            tree.delete(path);
        };
    }

    /**
     * {@return the edit that makes a role, or changes it}
     *
     * @param project what it confines its users to
     */
    public static Edit role(String name, Optional<String> project) {
        return tree -> {
            var role = ImmutableNodes.newMapEntryBuilder()
                    .withNodeIdentifier(NodeIdentifierWithPredicates.of(Users.name("role"), NAME, name))
                    .withChild(ImmutableNodes.leafNode(NAME, name));
            project.ifPresent(one -> role.withChild(ImmutableNodes.leafNode(Users.name("project"), one)));
            MapEntryNode entry = role.build();
            tree.merge(
                    list("role"),
                    ImmutableNodes.newSystemMapBuilder()
                            .withNodeIdentifier(new NodeIdentifier(Users.name("role")))
                            .build());
            tree.write(list("role").node(entry.name()), entry);
        };
    }

    /** {@return the edit that gives a user a role, or takes it away} */
    public static Edit grant(String user, String role, boolean isGiven) {
        return tree -> {
            var path = entry("user", user);
            if (tree.readNode(path).isEmpty()) {
                throw missing(path, "user " + user);
            }
            var leaf = new NodeWithValue<>(Users.name("role"), role);
            var place = path.node(Users.name("role"));
            if (isGiven) {
                tree.merge(
                        place,
                        ImmutableNodes.<String>newSystemLeafSetBuilder()
                                .withNodeIdentifier(new NodeIdentifier(Users.name("role")))
                                .withChildValue(role)
                                .build());
            } else {
                tree.delete(place.node(leaf));
            }
        };
    }

    private static ConfigException missing(YangInstanceIdentifier path, String what) {
        return new ConfigException(Kind.MISSING, path, what + " does not exist");
    }

    private static YangInstanceIdentifier list(String name) {
        return ACCESS.node(Users.name(name));
    }

    private static YangInstanceIdentifier entry(String list, String name) {
        return list(list).node(NodeIdentifierWithPredicates.of(Users.name(list), NAME, name));
    }
}

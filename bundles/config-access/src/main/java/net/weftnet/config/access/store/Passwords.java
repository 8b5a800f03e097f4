package net.weftnet.config.access.store;

import java.util.Map;
import java.util.function.UnaryOperator;
import net.weftnet.config.db.api.ConfigDatastore.Edit;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeSnapshot;

/** Takes the passwords that were written out of the data, and keeps their hashes. */
final class Passwords {
    private static final YangInstanceIdentifier USERS =
            YangInstanceIdentifier.of(Users.CONTAINER).node(Users.USER);

    private final UnaryOperator<String> hash;
    private final Map<String, String> before;
    private final Map<String, String> after;

    /**
     * Keeps passwords.
     *
     * @param before the hashes there are, by user
     * @param after gets the hashes there will be: users who were not given a password keep theirs
     */
    Passwords(UnaryOperator<String> hash, Map<String, String> before, Map<String, String> after) {
        this.hash = hash;
        this.before = before;
        this.after = after;
    }

    /** {@return the edit that leaves the data without passwords} */
    Edit takeOut(DataTreeSnapshot tree) {
        var users = tree.readNode(USERS).orElse(null);
        return modification -> {
            if (users instanceof MapNode list) {
                for (var user : list.body()) {
                    var name = Users.text(user, "name").orElseThrow();
                    if (password(user) instanceof String password) {
                        after.put(name, hash.apply(password));
                        modification.delete(USERS.node(user.name()).node(Users.PASSWORD));
                    } else if (before.get(name) instanceof String kept) {
                        after.put(name, kept);
                    }
                }
            }
        };
    }

    private static @org.jspecify.annotations.Nullable Object password(DataContainerNode user) {
        return user.childByArg(new NodeIdentifier(Users.PASSWORD)) instanceof LeafNode<?> leaf ? leaf.body() : null;
    }

    static ContainerNode empty(QName name) {
        return ImmutableNodes.newContainerBuilder()
                .withNodeIdentifier(new NodeIdentifier(name))
                .build();
    }
}

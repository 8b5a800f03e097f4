package net.weftnet.config.db.rules;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.weftnet.config.db.api.ConfigDatastore.Edit;
import net.weftnet.config.db.api.ObjectChange;
import net.weftnet.config.db.view.ObjectDraft;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.Uint32;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerChild;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;

/**
 * The network inside each logical router of the type vxlan-routing, by which it routes between its networks. It comes and
 * goes with the router, as a part of the same change, under OpenContrail's name, unless the author gives another one.
 */
public final class InternalNetworks {
    private static final String ROUTER = "logical-router";
    private static final String NETWORK = "virtual-network";
    private static final String KIND = "logical-router-virtual-network-type";
    private static final String INTERNAL = "InternalVirtualNetwork";
    private static final String NUMBER = "vxlan-network-identifier";
    private static final String PROPERTIES = "virtual-network-properties";
    private static final String PREFIX = "__contrail_lr_internal_vn_";

    private final ObjectChange router;

    private InternalNetworks(ObjectChange router) {
        this.router = router;
    }

    /** {@return what else has to change with these objects} */
    public static Optional<Edit> of(List<ObjectChange> changes) {
        var routers = changes.stream()
                .filter(change -> change.key().type().equals(ROUTER))
                .filter(change -> isVxlan(change.before()) || isVxlan(change.after()))
                .map(InternalNetworks::new)
                .toList();
        return routers.isEmpty() ? Optional.empty() : Optional.of(tree -> routers.forEach(one -> one.provide(tree)));
    }

    private static boolean isVxlan(@Nullable DataContainerNode router) {
        return router != null
                && text(router, "logical-router-type")
                        .filter("vxlan-routing"::equals)
                        .isPresent();
    }

    private static Optional<String> text(DataContainerNode node, String leaf) {
        return ObjectDraft.leaf(node, name(node, leaf)).map(Object::toString);
    }

    private static QName name(DataContainerNode node, String localName) {
        return QName.create(node.name().getNodeType(), localName);
    }

    private void provide(DataTreeModification tree) {
        var after = router.after();
        var before = router.before();
        if (after == null || !isVxlan(after)) {
            if (before != null) {
                own(before).ifPresent(network -> remove(network, tree));
            }
        } else if (internal(after).isEmpty()) {
            var uuid = uuid(after, before);
            tree.write(router.path().node(name(after, "uuid")), ImmutableNodes.leafNode(name(after, "uuid"), uuid));
            var network = PREFIX + uuid + "__";
            tree.merge(networks(), network(after, network));
            tree.merge(router.path().node(name(after, NETWORK)), reference(after, network));
        } else if (before != null && !text(before, NUMBER).equals(text(after, NUMBER))) {
            own(after).ifPresent(network -> number(network, text(after, NUMBER), tree));
        }
    }

    /** {@return the identity that the router has, or gets: its network is named by it} */
    private String uuid(DataContainerNode after, @Nullable DataContainerNode before) {
        return text(after, "uuid")
                .or(() -> before == null ? Optional.empty() : text(before, "uuid"))
                .or(() -> text(after, "name").filter(IdentityRule::isUuid))
                .orElseGet(() -> UUID.randomUUID().toString());
    }

    /** {@return the fq-name of the network inside a router} */
    private static Optional<String> internal(DataContainerNode router) {
        if (!(router.childByArg(new NodeIdentifier(name(router, NETWORK))) instanceof MapNode networks)) {
            return Optional.empty();
        }
        return networks.body().stream()
                .filter(one -> text(one, KIND).filter(INTERNAL::equals).isPresent())
                .flatMap(one -> text(one, "fq-name").stream())
                .findFirst();
    }

    /** {@return the name of the network inside a router when it was made with the router} */
    private Optional<String> own(DataContainerNode before) {
        var project = project();
        return internal(before)
                .filter(network -> network.startsWith(project + ':' + PREFIX))
                .map(network -> network.substring(project.length() + 1));
    }

    private String project() {
        var fqName = router.key().fqName();
        return fqName.substring(0, fqName.lastIndexOf(':'));
    }

    private YangInstanceIdentifier networks() {
        return router.path().coerceParent().coerceParent().node(networkList());
    }

    private QName networkList() {
        return QName.create(router.type().qname(), NETWORK);
    }

    private MapNode network(DataContainerNode router, String network) {
        var list = networkList();
        var properties = ImmutableNodes.newContainerBuilder()
                .withNodeIdentifier(new NodeIdentifier(QName.create(list, PROPERTIES)))
                .withChild(ImmutableNodes.leafNode(QName.create(list, "forwarding-mode"), "l3"));
        text(router, NUMBER)
                .ifPresent(number -> properties.withChild(
                        ImmutableNodes.leafNode(QName.create(list, NUMBER), Uint32.valueOf(number))));
        return entry(
                list,
                "name",
                network,
                List.of(
                        ImmutableNodes.leafNode(QName.create(list, "virtual-network-category"), "internal"),
                        properties.build()));
    }

    private MapNode reference(DataContainerNode router, String network) {
        var list = name(router, NETWORK);
        return entry(
                list,
                "fq-name",
                project() + ':' + network,
                List.of(ImmutableNodes.leafNode(QName.create(list, KIND), INTERNAL)));
    }

    private static MapNode entry(QName list, String key, String value, List<DataContainerChild> children) {
        var keyName = QName.create(list, key);
        var entry = ImmutableNodes.newMapEntryBuilder()
                .withNodeIdentifier(NodeIdentifierWithPredicates.of(list, keyName, value))
                .withChild(ImmutableNodes.leafNode(keyName, value));
        children.forEach(entry::withChild);
        MapEntryNode built = entry.build();
        return ImmutableNodes.newSystemMapBuilder()
                .withNodeIdentifier(new NodeIdentifier(list))
                .withChild(built)
                .build();
    }

    private YangInstanceIdentifier path(String network) {
        var list = networkList();
        return networks().node(NodeIdentifierWithPredicates.of(list, QName.create(list, "name"), network));
    }

    private void number(String network, Optional<String> number, DataTreeModification tree) {
        var leaf = QName.create(networkList(), NUMBER);
        var path = path(network).node(QName.create(leaf, PROPERTIES)).node(leaf);
        number.ifPresentOrElse(
                one -> tree.write(path, ImmutableNodes.leafNode(leaf, Uint32.valueOf(one))), () -> tree.delete(path));
    }

    private void remove(String network, DataTreeModification tree) {
        var list = networkList();
        if (tree.readNode(path(network)).isEmpty()) {
            return; // It goes with the project.
        }
        tree.delete(path(network));
        var after = router.after();
        if (after != null && internal(after).isPresent()) {
            var reference =
                    NodeIdentifierWithPredicates.of(list, QName.create(list, "fq-name"), project() + ':' + network);
            tree.delete(router.path().node(list).node(reference));
        }
    }
}

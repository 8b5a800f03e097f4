package net.weftnet.control.rib;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import net.weftnet.common.net.IpAddress;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttribute;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.EdgeDiscovery;
import net.weftnet.protocol.bgp.attribute.PathAttribute.EdgeForwarding;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ExtendedCommunities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.LocalPreference;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Origin;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.message.BgpNextHop;
import net.weftnet.protocol.bgp.nlri.ErmVpnNlri;
import net.weftnet.protocol.bgp.nlri.ErmVpnNlri.Type;

/**
 * How the trees of several control nodes become one. Each node offers the gateway of its tree, a leaf, with as many edges
 * as it has room for links; the node with the lowest identifier fills the nodes into a tree by identifier, and tells each
 * which links its gateway has. As all edges are of one forwarder, with one label, which of them is used makes no odds.
 */
final class TreeJunction {
    /** How many trees are below one: the gateway has one neighbour in its own tree, one above and these. */
    private static final int DEGREE = DistributionTree.DEGREE - 1;

    private static final Comparator<Part> ORDER =
            Comparator.comparing(part -> part.key().router());

    /** A route of a tree: a local tree, or the links of one. */
    record Part(ErmVpnNlri key, long distinguisher, PathAttributes attributes) {}

    private TreeJunction() {}

    /** {@return where the tree of this node can be joined} */
    static Part part(MulticastTrees.Group group, IpAddress identifier, DistributionTree tree) {
        var gateway = Objects.requireNonNull(tree.gatewayMember());
        int label = tree.labels().get(tree.gateway());
        var edge = new EdgeDiscovery.Edge(gateway.address(), label, label);
        return new Part(
                group.local(Type.LOCAL_TREE, identifier),
                gateway.distinguisher(),
                attributes(new EdgeDiscovery(Collections.nCopies(DEGREE, edge)), gateway.encapsulations()));
    }

    /**
     * {@return the links of each part, if this node is to say}
     *
     * @param distinguisher for the routes
     * @param all the trees of all nodes; those that offer no edge are left out
     */
    static List<Part> links(MulticastTrees.Group group, IpAddress identifier, long distinguisher, List<Part> all) {
        var parts = all.stream()
                .filter(part -> !edges(part).isEmpty())
                .sorted(ORDER)
                .toList();
        if (parts.size() < 2 || !parts.getFirst().key().router().equals(identifier)) {
            return List.of();
        }
        var told = new ArrayList<Part>();
        for (int i = 0; i < parts.size(); i++) {
            var own = edges(parts.get(i)).getFirst();
            var links = new ArrayList<EdgeForwarding.Edge>();
            for (int neighbour : DistributionTree.neighbours(i, parts.size(), DEGREE)) {
                var other = edges(parts.get(neighbour)).getFirst();
                links.add(
                        new EdgeForwarding.Edge(own.address(), own.firstLabel(), other.address(), other.firstLabel()));
            }
            var encapsulations = parts.get(i).attributes().extendedCommunities().stream()
                    .filter(ExtendedCommunity::isEncapsulation)
                    .toList();
            told.add(new Part(
                    group.local(Type.GLOBAL_TREE, parts.get(i).key().router()),
                    distinguisher,
                    attributes(new EdgeForwarding(links), encapsulations)));
        }
        return told;
    }

    private static List<EdgeDiscovery.Edge> edges(Part part) {
        return part.attributes()
                .find(EdgeDiscovery.class)
                .map(EdgeDiscovery::edges)
                .orElse(List.of());
    }

    private static PathAttributes attributes(PathAttribute edges, List<ExtendedCommunity> encapsulations) {
        var attributes = PathAttributes.of(
                Origin.IGP, AsPath.EMPTY, new LocalPreference(PathAttributes.DEFAULT_LOCAL_PREFERENCE), edges);
        return encapsulations.isEmpty() ? attributes : attributes.with(new ExtendedCommunities(encapsulations));
    }

    static Path path(String instance, ErmVpnNlri route, IpAddress identifier, PathAttributes attributes) {
        return new Path(Source.LOCAL, instance, 0, route, BgpNextHop.of(identifier), 0, attributes, "", false);
    }

    /** {@return the links of a forwarder; what is about another one is old} */
    static List<EdgeForwarding.Edge> beyond(PathAttributes links, IpAddress gateway, int label) {
        return links.find(EdgeForwarding.class).map(EdgeForwarding::edges).orElse(List.of()).stream()
                .filter(edge -> edge.inbound().equals(gateway) && edge.inboundLabel() == label)
                .toList();
    }
}

package net.weftnet.control.rib;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.BiConsumer;
import net.weftnet.common.net.IpAddress;
import net.weftnet.control.rib.DistributionTree.Member;
import net.weftnet.control.rib.api.RouteChange;
import net.weftnet.control.rib.api.RoutePath;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.EdgeDiscovery;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ExtendedCommunities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Origin;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.nlri.ErmVpnNlri;
import net.weftnet.protocol.bgp.nlri.ErmVpnNlri.Type;
import org.jspecify.annotations.Nullable;

/**
 * Distribution trees, one for each instance and group. The agents that take part here are one tree ({@link
 * DistributionTree}); the trees of several control nodes are joined at their gateways ({@link TreeJunction}):
 *
 * <pre>
 *   agents' native routes ──▶ tree ──▶ local tree route: where it can be joined ──▶ all control nodes
 *   local tree routes of all ──▶ the node with the lowest identifier ──▶ a global tree route for each node: its links
 *   tree, and the global tree route for this node ──▶ each agent: its label and its neighbours
 * </pre>
 *
 * All of this is done behind the changes. Owner: that of the {@link RibTables}.
 */
final class MulticastTrees {
    private static final Comparator<Path> ORDER = Comparator.comparing(Path::underlay)
            .thenComparing(path -> path.source().name());
    private static final IpAddress NONE = IpAddress.ofIpv4(0);

    private final Replication replication;
    private final BiConsumer<Instance, ErmVpnNlri> placeChanged;
    private final TreeLabels labels = new TreeLabels();
    private final Map<Instance, Map<Group, Tree>> trees = new IdentityHashMap<>();
    private final SequencedSet<Dirty> dirty = new LinkedHashSet<>();
    private IpAddress identifier = NONE;

    /** What a tree is for. */
    record Group(IpAddress source, IpAddress group) {
        static Group of(ErmVpnNlri route) {
            return new Group(route.source(), route.group());
        }

        /** {@return the name of a route in the table of an instance} */
        ErmVpnNlri local(Type type, IpAddress router) {
            return new ErmVpnNlri(0, type, 0, router, source, group);
        }
    }

    private record Dirty(String instance, Group group) {}

    /** What there is for a group in an instance. */
    private static final class Tree {
        /** Who takes part, whether there was a label for it or not. */
        List<Member> wanted = List.of();

        DistributionTree local = DistributionTree.EMPTY;

        /** The routes that have been made of it, by their names in the instance. */
        Map<ErmVpnNlri, Path> made = Map.of();

        /** Neighbours of the gateway at other control nodes. */
        List<RoutePath> beyond = List.of();

        /** Control nodes with a part of the tree: the names of their routes, own one included. */
        final SequencedSet<ErmVpnNlri> parts = new LinkedHashSet<>();
    }

    /** @param placeChanged told of each native route whose agents have another place in the tree */
    MulticastTrees(Replication replication, BiConsumer<Instance, ErmVpnNlri> placeChanged) {
        this.replication = replication;
        this.placeChanged = placeChanged;
    }

    /** @param own our BGP identifier, 0.0.0.0 if we speak no BGP */
    void identify(IpAddress own) {
        if (!identifier.equals(own)) {
            identifier = own;
            trees.forEach((instance, groups) ->
                    groups.keySet().forEach(group -> dirty.add(new Dirty(instance.name(), group))));
        }
    }

    /** A route of a tree has changed. */
    void changed(Instance instance, ErmVpnNlri key) {
        var group = Group.of(key);
        if (key.type() == Type.LOCAL_TREE) {
            var parts = tree(instance, group).parts;
            var destination = instance.find(key);
            if (destination == null || destination.best() == null) {
                parts.remove(key);
            } else {
                parts.add(key);
            }
        }
        dirty.add(new Dirty(instance.name(), group));
    }

    private Tree tree(Instance instance, Group group) {
        return trees.computeIfAbsent(instance, _ -> new HashMap<>()).computeIfAbsent(group, _ -> new Tree());
    }

    /** Instances may have gone, and their tables with them. */
    void forgetOthers() {
        trees.entrySet().removeIf(entry -> {
            boolean gone = replication.instances().get(entry.getKey().name()) != entry.getKey();
            if (gone) {
                entry.getValue().values().forEach(tree -> giveBack(tree.local));
            }
            return gone;
        });
    }

    /** Works out what there is to work out. */
    void update() {
        while (!dirty.isEmpty()) {
            var next = dirty.removeFirst();
            var instance = replication.instances().get(next.instance());
            if (instance != null) {
                update(instance, next.group());
            }
        }
    }

    private void update(Instance instance, Group group) {
        var tree = tree(instance, group);
        boolean changed = grow(tree, members(instance, group));
        makeRoutes(instance, group, tree);
        var beyond = beyond(instance, group, tree.local);
        changed |= !beyond.equals(tree.beyond);
        tree.beyond = beyond;
        if (changed) {
            placeChanged.accept(instance, group.local(Type.NATIVE, NONE));
        }
        if (tree.wanted.isEmpty() && tree.made.isEmpty() && tree.parts.isEmpty()) {
            trees.getOrDefault(instance, Map.of()).remove(group);
        }
    }

    // The tree of this node

    private static List<Member> members(Instance instance, Group group) {
        var natives = instance.find(group.local(Type.NATIVE, NONE));
        return natives == null
                ? List.of()
                : natives.paths().stream()
                        .sorted(ORDER)
                        .flatMap(path -> path.attributes().find(EdgeDiscovery.class).stream()
                                .map(offer -> new Member(
                                        path.source().name(),
                                        path.distinguisher(),
                                        offer.edges().getFirst(),
                                        encapsulations(path.attributes()))))
                        .toList();
    }

    private static List<ExtendedCommunity> encapsulations(PathAttributes attributes) {
        return attributes.extendedCommunities().stream()
                .filter(ExtendedCommunity::isEncapsulation)
                .toList();
    }

    /** {@return whether the tree is another one now} */
    private boolean grow(Tree tree, List<Member> wanted) {
        if (wanted.equals(tree.wanted)) {
            return false;
        }
        tree.wanted = wanted;
        var before = tree.local;
        var fresh = wanted.stream()
                .map(member -> labels.take(member.agent(), member.offer()))
                .toList();
        giveBack(before);
        var members = new ArrayList<Member>();
        var taken = new ArrayList<Integer>();
        for (int i = 0; i < wanted.size(); i++) {
            var member = wanted.get(i);
            int label = fresh.get(i) != 0 ? fresh.get(i) : labels.take(member.agent(), member.offer());
            if (label != 0) {
                members.add(member);
                taken.add(label);
            }
        }
        tree.local = new DistributionTree(members, taken);
        return true;
    }

    private void giveBack(DistributionTree tree) {
        for (int i = 0; i < tree.members().size(); i++) {
            var member = tree.members().get(i);
            labels.giveBack(member.agent(), member.offer(), tree.labels().get(i));
        }
    }

    // The trees of all nodes

    private void makeRoutes(Instance instance, Group group, Tree tree) {
        var gateway = tree.local.gatewayMember();
        var wanted = new HashMap<ErmVpnNlri, Path>();
        if (gateway != null && !identifier.equals(NONE)) {
            var own = TreeJunction.part(group, identifier, tree.local);
            put(instance, own, wanted);
            var parts = new ArrayList<>(List.of(own));
            for (var key : tree.parts) {
                var destination = instance.find(key);
                var best = destination == null ? null : destination.best();
                if (best != null && !key.router().equals(identifier)) {
                    parts.add(new TreeJunction.Part(key, best.distinguisher(), best.attributes()));
                }
            }
            for (var link : TreeJunction.links(group, identifier, gateway.distinguisher(), parts)) {
                put(instance, link, wanted);
            }
        }
        var before = tree.made;
        tree.made = wanted;
        before.forEach((key, path) -> {
            var now = wanted.get(key);
            if (now == null || !now.isSameAs(path)) {
                replication.remove(instance, key, path);
            }
        });
        wanted.forEach((key, path) -> replication.put(instance, key, path));
    }

    private void put(Instance instance, TreeJunction.Part part, Map<ErmVpnNlri, Path> wanted) {
        var key = part.key();
        var route = new ErmVpnNlri(0, key.type(), part.distinguisher(), key.router(), key.source(), key.group());
        wanted.put(key, TreeJunction.path(instance.name(), route, identifier, replication.intern(part.attributes())));
    }

    /** {@return the links of the gateway, as the node that joins the trees has told} */
    private List<RoutePath> beyond(Instance instance, Group group, DistributionTree local) {
        var gateway = local.gatewayMember();
        var told = instance.find(group.local(Type.GLOBAL_TREE, identifier));
        var best = told == null ? null : told.best();
        if (gateway == null || best == null) {
            return List.of();
        }
        return TreeJunction.beyond(
                        best.attributes(), gateway.address(), local.labels().get(local.gateway()))
                .stream()
                .map(edge -> replica(edge.outbound(), edge.outboundLabel(), encapsulations(best.attributes())))
                .toList();
    }

    // What agents are told

    /** {@return the place of an agent in a tree, null if it has none} */
    RouteChange.@Nullable Replicate place(String agent, String name, ErmVpnNlri key) {
        var instance = replication.instances().get(name);
        var tree =
                instance == null ? null : trees.getOrDefault(instance, Map.of()).get(Group.of(key));
        int index = tree == null || key.type() != Type.NATIVE ? -1 : tree.local.indexOf(agent);
        if (tree == null || index < 0) {
            return null;
        }
        var local = tree.local;
        var replicas = new ArrayList<RoutePath>();
        for (int i : DistributionTree.neighbours(index, local.members().size(), DistributionTree.DEGREE)) {
            var other = local.members().get(i);
            replicas.add(replica(other.address(), local.labels().get(i), other.encapsulations()));
        }
        if (index == local.gateway()) {
            replicas.addAll(tree.beyond);
        }
        var named = new ErmVpnNlri(
                0, Type.NATIVE, local.members().get(index).distinguisher(), NONE, key.source(), key.group());
        return new RouteChange.Replicate(named, local.labels().get(index), replicas);
    }

    private static RoutePath replica(IpAddress address, int label, List<ExtendedCommunity> encapsulations) {
        var attributes = encapsulations.isEmpty()
                ? PathAttributes.of(Origin.IGP, AsPath.EMPTY)
                : PathAttributes.of(Origin.IGP, AsPath.EMPTY, new ExtendedCommunities(encapsulations));
        return new RoutePath(address, label, 0, attributes, "");
    }
}

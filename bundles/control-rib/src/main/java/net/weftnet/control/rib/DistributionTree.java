package net.weftnet.control.rib;

import java.util.ArrayList;
import java.util.List;
import net.weftnet.common.net.IpAddress;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttribute.EdgeDiscovery;
import org.jspecify.annotations.Nullable;

/**
 * The agents of this node that take part in a group, in the order of their addresses, filled into a tree from the top: it
 * depends on who takes part, and not on who came first. Each has a label of its own, under which it takes packets of the
 * tree; links go both ways.
 *
 * @param members in their order
 * @param labels of each member; a new one whenever anything in the tree changes, so that packets of the tree as it was
 *     are not led on in the tree as it is, which together could be a circle
 */
record DistributionTree(List<Member> members, List<Integer> labels) {
    /** How many members are below one, as in OpenContrail. */
    static final int DEGREE = 4;

    static final DistributionTree EMPTY = new DistributionTree(List.of(), List.of());

    /**
     * An agent in the tree.
     *
     * @param offer its address and the labels that it offers
     */
    record Member(String agent, long distinguisher, EdgeDiscovery.Edge offer, List<ExtendedCommunity> encapsulations) {
        Member {
            encapsulations = List.copyOf(encapsulations);
        }

        IpAddress address() {
            return offer.address();
        }
    }

    DistributionTree {
        members = List.copyOf(members);
        labels = List.copyOf(labels);
    }

    /** {@return the place of an agent, -1 if it takes no part} */
    int indexOf(String agent) {
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).agent().equals(agent)) {
                return i;
            }
        }
        return -1;
    }

    /** {@return the place that links to other parts of the tree go to: a leaf, -1 if there is none} */
    int gateway() {
        return members.size() - 1;
    }

    @Nullable
    Member gatewayMember() {
        return members.isEmpty() ? null : members.getLast();
    }

    /**
     * {@return the places that have a link with one, in a tree that is filled from the top}
     *
     * @param size of the tree
     * @param degree how many are below one
     */
    static List<Integer> neighbours(int index, int size, int degree) {
        var neighbours = new ArrayList<Integer>(degree + 1);
        if (index > 0) {
            neighbours.add((index - 1) / degree);
        }
        for (int child = index * degree + 1; child <= index * degree + degree && child < size; child++) {
            neighbours.add(child);
        }
        return neighbours;
    }
}

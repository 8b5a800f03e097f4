package net.weftnet.config.ifmap.graph;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import net.weftnet.config.ifmap.graph.MetadataStore.Edge;
import net.weftnet.protocol.ifmap.Identifier;
import net.weftnet.protocol.ifmap.Search;
import net.weftnet.protocol.ifmap.Subject;

/**
 * How many links each identifier is away from the start of a search, kept as links come and go. A removed link costs as
 * much as what lay behind it, not as much as the graph:
 *
 * <pre>
 *   1  who loses the last neighbour that is one step nearer is adrift, and so may be who comes behind; nearest first
 *   2  who is adrift and has a neighbour that is not, and who has a new link, gets a distance from there
 *   3  shorter distances spread from those, shortest first
 * </pre>
 */
final class Reach {
    static final int UNREACHED = -1;

    private final MetadataStore store;
    private final Search search;
    private final Map<Identifier, Integer> distances = new HashMap<>();

    private record Candidate(Identifier identifier, int distance) {
        static PriorityQueue<Candidate> queue() {
            return new PriorityQueue<>(Comparator.comparingInt(Candidate::distance));
        }
    }

    Reach(MetadataStore store, Search search) {
        this.store = store;
        this.search = search;
        var queue = Candidate.queue();
        queue.add(new Candidate(search.start(), 0));
        spread(queue, new HashMap<>());
    }

    Set<Identifier> identifiers() {
        return distances.keySet();
    }

    int distance(Identifier identifier) {
        return distances.getOrDefault(identifier, UNREACHED);
    }

    /** {@return whether a search at this distance goes on from the identifier} */
    boolean expands(Identifier identifier, int distance) {
        return distance != UNREACHED
                && distance < search.maxDepth()
                && (search.terminalTypes().isEmpty() || !search.terminalTypes().contains(identifier.elementName()));
    }

    private boolean expands(Identifier identifier) {
        return expands(identifier, distance(identifier));
    }

    boolean follows(Edge edge) {
        for (var entry : edge.entries()) {
            if (search.follows(entry.metadata())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Follows a change of the store.
     *
     * @return the identifiers that are nearer, farther, new or lost, with the distance they had
     */
    Map<Identifier, Integer> update(Collection<Subject.Link> removed, Collection<Subject.Link> added) {
        var changed = new LinkedHashMap<Identifier, Integer>();
        var adrift = adrift(removed);
        for (var identifier : adrift) {
            changed.put(identifier, distance(identifier));
        }
        distances.keySet().removeAll(adrift);
        var queue = Candidate.queue();
        for (var identifier : adrift) {
            for (var edge : store.edges(identifier)) {
                offer(other(edge.subject(), identifier), identifier, edge, queue);
            }
        }
        for (var link : added) {
            // Not found among all links of an end: a network has one for each of its ports.
            var edge = store.edge(link);
            if (edge != null) {
                offer(link.first(), link.second(), edge, queue);
                offer(link.second(), link.first(), edge, queue);
            }
        }
        spread(queue, changed);
        changed.entrySet().removeIf(entry -> distance(entry.getKey()) == entry.getValue());
        return changed;
    }

    private Set<Identifier> adrift(Collection<Subject.Link> removed) {
        var queue = Candidate.queue();
        for (var link : removed) {
            for (var end : List.of(link.first(), link.second())) {
                if (distance(end) > 0) {
                    queue.add(new Candidate(end, distance(end)));
                }
            }
        }
        var adrift = new HashSet<Identifier>();
        for (var candidate = queue.poll(); candidate != null; candidate = queue.poll()) {
            var identifier = candidate.identifier();
            if (adrift.contains(identifier) || isHeld(identifier, candidate.distance(), adrift)) {
                continue;
            }
            adrift.add(identifier);
            for (var edge : store.edges(identifier)) {
                var behind = other(edge.subject(), identifier);
                if (distance(behind) == candidate.distance() + 1) {
                    queue.add(new Candidate(behind, candidate.distance() + 1));
                }
            }
        }
        return adrift;
    }

    /** {@return whether a neighbour that is not adrift still leads to the identifier at this distance} */
    private boolean isHeld(Identifier identifier, int distance, Set<Identifier> adrift) {
        for (var edge : store.edges(identifier)) {
            var nearer = other(edge.subject(), identifier);
            if (distance(nearer) == distance - 1 && !adrift.contains(nearer) && expands(nearer) && follows(edge)) {
                return true;
            }
        }
        return false;
    }

    private void offer(Identifier from, Identifier to, Edge edge, PriorityQueue<Candidate> queue) {
        if (expands(from) && follows(edge)) {
            queue.add(new Candidate(to, distance(from) + 1));
        }
    }

    private void spread(PriorityQueue<Candidate> queue, Map<Identifier, Integer> changed) {
        for (var candidate = queue.poll(); candidate != null; candidate = queue.poll()) {
            var identifier = candidate.identifier();
            int old = distance(identifier);
            if (old != UNREACHED && old <= candidate.distance()) {
                continue;
            }
            changed.putIfAbsent(identifier, old);
            distances.put(identifier, candidate.distance());
            if (expands(identifier)) {
                for (var edge : store.edges(identifier)) {
                    var next = other(edge.subject(), identifier);
                    int known = distance(next);
                    if ((known == UNREACHED || known > candidate.distance() + 1) && follows(edge)) {
                        queue.add(new Candidate(next, candidate.distance() + 1));
                    }
                }
            }
        }
    }

    static Identifier other(Subject.Link link, Identifier end) {
        return link.first().equals(end) ? link.second() : link.first();
    }
}

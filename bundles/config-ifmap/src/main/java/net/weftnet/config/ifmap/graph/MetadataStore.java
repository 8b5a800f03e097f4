package net.weftnet.config.ifmap.graph;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.weftnet.config.ifmap.graph.Carrier.Entry;
import net.weftnet.protocol.ifmap.Contrail;
import net.weftnet.protocol.ifmap.Identifier;
import net.weftnet.protocol.ifmap.RevisionMarker;
import net.weftnet.protocol.ifmap.Subject;
import org.jspecify.annotations.Nullable;

/**
 * All metadata: a graph of identifiers whose edges are the links with metadata. Changes gather until {@link #takeBatch},
 * which says for each subject what it carried before and what it carries now.
 */
public final class MetadataStore {
    /** Who publishes the configuration. */
    public static final Owner CONFIGURATION = new Owner.Configuration();

    private final Map<Identifier, Vertex> vertices = new HashMap<>();
    private final Map<Carrier, List<Entry>> before = new LinkedHashMap<>();
    /** Where the clients' metadata is, so that what goes with a session is found without a look at the rest. */
    private final Map<Owner.Client, Set<Carrier>> published = new HashMap<>();

    private final Map<String, Integer> counts = new HashMap<>();
    /** The checksum of all that the configuration publishes, but the marker that carries it. */
    private long sum;

    private Optional<RevisionMarker> revision = Optional.empty();
    private boolean marked;

    /** An identifier, and its links by the other end. */
    static final class Vertex extends Carrier {
        private final Identifier identifier;
        private final Map<Identifier, Edge> edges = new LinkedHashMap<>();

        Vertex(Identifier identifier) {
            this.identifier = identifier;
        }

        @Override
        Subject.Node subject() {
            return new Subject.Node(identifier);
        }
    }

    /** A link, its ends in the order its first publisher wrote. */
    static final class Edge extends Carrier {
        private final Subject.Link link;

        Edge(Subject.Link link) {
            this.link = link;
        }

        @Override
        Subject.Link subject() {
            return link;
        }
    }

    /**
     * Adds metadata, in place of what has the same key. What the configuration says already is no change; a client that
     * says something again wants it told.
     */
    public void put(Subject subject, Published metadata, Owner owner) {
        var carrier = carrier(subject);
        var entry = new Entry(metadata, owner);
        if (owner instanceof Owner.Configuration && carrier.says(entry)) {
            return;
        }
        note(carrier);
        forget(carrier, carrier.put(entry));
        account(carrier, entry);
    }

    /** Ends the changes that lead to a revision of the configuration with the marker that says so. */
    public void mark(long revision, Instant time) {
        var marker = new RevisionMarker(revision, HexFormat.of().toHexDigits(sum));
        var root = carrier(new Subject.Node(Contrail.ROOT));
        note(root);
        // Not part of the sum that it carries, and so not accounted for.
        root.put(new Entry(Published.of(marker.metadata(), CONFIGURATION.publisherId(), time), CONFIGURATION));
        this.revision = Optional.of(marker);
        marked = true;
    }

    /** {@return the newest revision of the configuration, once there is one} */
    public Optional<RevisionMarker> revision() {
        return revision;
    }

    /** Removes the metadata of a subject that the predicate picks. */
    public void remove(Subject subject, Predicate<Published> doomed) {
        var carrier = find(subject);
        if (carrier != null) {
            remove(carrier, entry -> doomed.test(entry.metadata()));
        }
    }

    /** Removes all metadata of the clients that the predicate picks. */
    public void removeOf(Predicate<Owner.Client> doomed) {
        for (var client : List.copyOf(published.keySet())) {
            if (doomed.test(client)) {
                for (var carrier : List.copyOf(published.getOrDefault(client, Set.of()))) {
                    remove(carrier, entry -> entry.owner().equals(client));
                }
            }
        }
    }

    private void remove(Carrier carrier, Predicate<Entry> doomed) {
        var byFate = carrier.entries().stream().collect(Collectors.partitioningBy(doomed));
        var removed = byFate.getOrDefault(true, List.of());
        if (!removed.isEmpty()) {
            note(carrier);
            carrier.keep(byFate.getOrDefault(false, List.of()));
            forget(carrier, removed);
        }
    }

    /** {@return whether the subject carries metadata that the predicate picks} */
    public boolean carries(Subject subject, BiPredicate<Owner, Published> picked) {
        var carrier = find(subject);
        return carrier != null
                && carrier.entries().stream().anyMatch(entry -> picked.test(entry.owner(), entry.metadata()));
    }

    /** {@return how many metadata elements a client has} */
    public int count(String publisherId) {
        return counts.getOrDefault(publisherId, 0);
    }

    private void account(Carrier carrier, Entry added) {
        switch (added.owner()) {
            case Owner.Configuration _ -> sum += Fingerprint.of(carrier.subject(), added.metadata());
            case Owner.Client client -> {
                counts.merge(client.publisherId(), 1, Integer::sum);
                published.computeIfAbsent(client, _ -> new LinkedHashSet<>()).add(carrier);
            }
        }
    }

    private void forget(Carrier carrier, List<Entry> removed) {
        for (var entry : removed) {
            switch (entry.owner()) {
                case Owner.Configuration _ -> sum -= Fingerprint.of(carrier.subject(), entry.metadata());
                case Owner.Client client -> {
                    counts.merge(client.publisherId(), -1, Integer::sum);
                    if (!carrier.hasOf(client)) {
                        published.computeIfPresent(client, (_, carriers) -> without(carriers, carrier));
                    }
                }
            }
        }
    }

    private static @Nullable Set<Carrier> without(Set<Carrier> carriers, Carrier carrier) {
        carriers.remove(carrier);
        return carriers.isEmpty() ? null : carriers;
    }

    private void note(Carrier carrier) {
        before.putIfAbsent(carrier, carrier.entries());
    }

    private Carrier carrier(Subject subject) {
        return switch (subject) {
            case Subject.Node(var identifier) -> vertex(identifier);
            case Subject.Link link -> {
                var known = edge(link);
                if (known != null) {
                    yield known;
                }
                var first = vertex(link.first());
                var second = vertex(link.second());
                var edge = new Edge(new Subject.Link(first.identifier, second.identifier));
                first.edges.put(second.identifier, edge);
                second.edges.put(first.identifier, edge);
                yield edge;
            }
        };
    }

    private Vertex vertex(Identifier identifier) {
        return vertices.computeIfAbsent(identifier, Vertex::new);
    }

    private @Nullable Carrier find(Subject subject) {
        return switch (subject) {
            case Subject.Node(var identifier) -> vertices.get(identifier);
            case Subject.Link link -> edge(link);
        };
    }

    /** {@return what a link carries, whichever end is named first; null when there is no such link} */
    @Nullable
    Edge edge(Subject.Link link) {
        var vertex = vertices.get(link.first());
        return vertex == null ? null : vertex.edges.get(link.second());
    }

    /** {@return what changed since this was last called; what carries nothing any more is forgotten} */
    public Batch takeBatch() {
        var changes = new ArrayList<Batch.Change>();
        before.forEach((carrier, entries) -> {
            var old = Carrier.metadata(entries);
            if (!old.equals(carrier.metadata())) {
                changes.add(new Batch.Change(carrier.subject(), old, carrier.metadata()));
            }
            if (carrier.entries().isEmpty()) {
                forget(carrier);
            }
        });
        before.clear();
        var batch = new Batch(changes, marked ? revision : Optional.empty());
        marked = false;
        return batch;
    }

    private void forget(Carrier carrier) {
        switch (carrier) {
            case Edge edge -> {
                var first = vertex(edge.link.first());
                var second = vertex(edge.link.second());
                first.edges.remove(edge.link.second());
                second.edges.remove(edge.link.first());
                forgetIfNothing(first);
                forgetIfNothing(second);
            }
            case Vertex vertex -> forgetIfNothing(vertex);
        }
    }

    private void forgetIfNothing(Vertex vertex) {
        if (vertex.entries().isEmpty() && vertex.edges.isEmpty()) {
            vertices.remove(vertex.identifier);
        }
    }

    List<Published> metadata(Identifier identifier) {
        var vertex = vertices.get(identifier);
        return vertex == null ? List.of() : vertex.metadata();
    }

    /** {@return the links of an identifier that carry metadata} */
    Collection<Edge> edges(Identifier identifier) {
        var vertex = vertices.get(identifier);
        return vertex == null ? List.of() : vertex.edges.values();
    }

    /** {@return how many identifiers there are} */
    public int identifiers() {
        return vertices.size();
    }
}

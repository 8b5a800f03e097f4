package net.weftnet.config.ifmap.graph;

import java.util.ArrayList;
import java.util.List;
import net.weftnet.protocol.ifmap.Metadata;
import net.weftnet.protocol.ifmap.Subject;

/** An identifier or a link with its metadata. The list is replaced, never changed, so that an old one can be kept. */
abstract sealed class Carrier permits MetadataStore.Vertex, MetadataStore.Edge {
    private List<Entry> entries = List.of();

    record Entry(Metadata metadata, Owner owner) {}

    abstract Subject subject();

    List<Entry> entries() {
        return entries;
    }

    List<Metadata> metadata() {
        return metadata(entries);
    }

    static List<Metadata> metadata(List<Entry> entries) {
        return entries.stream().map(Entry::metadata).toList();
    }

    boolean hasOf(Owner owner) {
        return entries.stream().anyMatch(entry -> entry.owner().equals(owner));
    }

    void put(Entry entry) {
        var key = MetadataKey.of(entry.metadata());
        var changed = new ArrayList<Entry>(entries.size() + 1);
        for (var old : entries) {
            if (!MetadataKey.of(old.metadata()).equals(key)) {
                changed.add(old);
            }
        }
        changed.add(entry);
        entries = List.copyOf(changed);
    }

    void keep(List<Entry> kept) {
        entries = List.copyOf(kept);
    }
}

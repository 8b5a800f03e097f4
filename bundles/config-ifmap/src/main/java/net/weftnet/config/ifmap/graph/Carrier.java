package net.weftnet.config.ifmap.graph;

import java.util.ArrayList;
import java.util.List;
import net.weftnet.protocol.ifmap.Subject;

/** An identifier or a link with its metadata. The list is replaced, never changed, so that an old one can be kept. */
abstract sealed class Carrier permits MetadataStore.Vertex, MetadataStore.Edge {
    private List<Entry> entries = List.of();

    record Entry(Published metadata, Owner owner) {}

    abstract Subject subject();

    List<Entry> entries() {
        return entries;
    }

    List<Published> metadata() {
        return metadata(entries);
    }

    static List<Published> metadata(List<Entry> entries) {
        return entries.stream().map(Entry::metadata).toList();
    }

    boolean hasOf(Owner owner) {
        return entries.stream().anyMatch(entry -> entry.owner().equals(owner));
    }

    /** {@return whether the same owner says the same already} */
    boolean says(Entry entry) {
        var key = entry.metadata().key();
        return entries.stream()
                .anyMatch(
                        old -> old.metadata().fingerprint() == entry.metadata().fingerprint()
                                && old.owner().equals(entry.owner())
                                && old.metadata().key().equals(key));
    }

    /** {@return what it replaces} */
    List<Entry> put(Entry entry) {
        var key = entry.metadata().key();
        var changed = new ArrayList<Entry>(entries.size() + 1);
        var replaced = List.<Entry>of();
        for (var old : entries) {
            if (!old.metadata().key().equals(key)) {
                changed.add(old);
            } else {
                replaced = List.of(old);
            }
        }
        changed.add(entry);
        entries = List.copyOf(changed);
        return replaced;
    }

    void keep(List<Entry> kept) {
        entries = List.copyOf(kept);
    }
}

package net.weftnet.control.config.graph;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.weftnet.control.config.api.ConfigLink;
import net.weftnet.control.config.api.ConfigNode.Name;

/** What happened to the nodes and links of a graph since the last commit; a link that came and went is neither. */
final class Changes {
    private final Set<Name> nodes = new LinkedHashSet<>();
    private final Set<ConfigLink> addedLinks = new LinkedHashSet<>();
    private final Set<ConfigLink> removedLinks = new LinkedHashSet<>();

    void node(Name name) {
        nodes.add(name);
    }

    void added(ConfigLink link) {
        if (!removedLinks.remove(link)) {
            addedLinks.add(link);
        }
    }

    void removed(ConfigLink link) {
        if (!addedLinks.remove(link)) {
            removedLinks.add(link);
        }
    }

    /** {@return the nodes with another set of properties than before, removed ones included} */
    Set<Name> nodes() {
        return nodes;
    }

    Set<ConfigLink> addedLinks() {
        return addedLinks;
    }

    Set<ConfigLink> removedLinks() {
        return removedLinks;
    }

    boolean isEmpty() {
        return nodes.isEmpty() && addedLinks.isEmpty() && removedLinks.isEmpty();
    }

    /** {@return every node whose properties or links changed} */
    Set<Name> touched() {
        var touched = new HashSet<>(nodes);
        for (var links : List.of(addedLinks, removedLinks)) {
            for (var link : links) {
                touched.add(link.left());
                touched.add(link.right());
            }
        }
        return touched;
    }
}

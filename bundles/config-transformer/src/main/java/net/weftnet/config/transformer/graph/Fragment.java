package net.weftnet.config.transformer.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.config.transformer.api.GraphChange;
import net.weftnet.config.transformer.api.Link;
import net.weftnet.config.transformer.api.ObjectName;

/**
 * What one object contributes to the graph: its properties, and the links to its parent and to what it refers to. No two
 * objects contribute the same property or link.
 *
 * @param object the object
 * @param isIdentity whether this is the object's own fragment; otherwise it has what is compiled for the object
 * @param properties its properties
 * @param links its links
 */
public record Fragment(
        ObjectName object,
        boolean isIdentity,
        Map<String, XmlElement> properties,
        Map<Link, Optional<XmlElement>> links) {

    public Fragment {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
    }

    /** {@return a fragment that contributes nothing} */
    public static Fragment empty(ObjectName object) {
        return new Fragment(object, false, Map.of(), Map.of());
    }

    /** {@return the same without some properties, which another fragment of the object has} */
    public Fragment without(Set<String> names) {
        if (names.isEmpty()) {
            return this;
        }
        var others = new LinkedHashMap<>(properties);
        others.keySet().removeAll(names);
        return new Fragment(object, isIdentity, others, links);
    }

    /** {@return what is there, or has another value, in a newer fragment of the object} */
    public List<GraphChange> additions(Fragment newer) {
        var changes = new ArrayList<GraphChange>();
        newer.properties.forEach((name, value) -> {
            if (!value.equals(properties.get(name))) {
                changes.add(new GraphChange.PropertySet(object, name, value));
            }
        });
        newer.links.forEach((link, attribute) -> {
            if (!attribute.equals(links.get(link))) {
                changes.add(new GraphChange.LinkSet(link, attribute));
            }
        });
        return changes;
    }

    /** {@return what a newer fragment of the object does not have any more, links first} */
    public List<GraphChange> removals(Fragment newer) {
        var changes = new ArrayList<GraphChange>();
        for (var link : links.keySet()) {
            if (!newer.links.containsKey(link)) {
                changes.add(new GraphChange.LinkRemoved(link));
            }
        }
        for (var name : properties.keySet()) {
            if (!newer.properties.containsKey(name)) {
                changes.add(new GraphChange.PropertyRemoved(object, name));
            }
        }
        return changes;
    }
}

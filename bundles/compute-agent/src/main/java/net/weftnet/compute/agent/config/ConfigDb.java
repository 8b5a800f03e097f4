package net.weftnet.compute.agent.config;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.weftnet.common.xml.XmlElement;

/**
 * The part of the configuration graph that the control node sends. Objects and links come and go in any order: a link
 * may arrive before its ends, and counts from when both are there. Confined to the agent's thread.
 *
 * <p>After the source changed (another control node, or the same one again) {@link #markStale} and {@link #sweep} remove
 * what the new source did not repeat, without a moment in which the rest is missing.
 */
public final class ConfigDb {
    private final Map<ObjectName, Map<String, XmlElement>> objects = new TreeMap<>();
    private final Set<Link> links = new HashSet<>();
    /** Each object's neighbours, with the number of links to them. */
    private final Map<ObjectName, SortedMap<ObjectName, Integer>> neighbours = new HashMap<>();

    private final Set<ObjectName> staleObjects = new HashSet<>();
    private final Set<Link> staleLinks = new HashSet<>();

    /** A link has no direction: its ends are kept in order. */
    private record Link(String metadata, ObjectName low, ObjectName high) {
        static Link of(String metadata, ObjectName one, ObjectName other) {
            return one.compareTo(other) <= 0 ? new Link(metadata, one, other) : new Link(metadata, other, one);
        }
    }

    /** Takes an object whole: properties it had and that are not given are gone. */
    public void put(ObjectName name, Collection<XmlElement> properties) {
        var byName = new TreeMap<String, XmlElement>();
        properties.forEach(property -> byName.put(property.localName(), property));
        objects.put(name, byName);
        staleObjects.remove(name);
    }

    public void remove(ObjectName name) {
        objects.remove(name);
        staleObjects.remove(name);
    }

    public void link(String metadata, ObjectName one, ObjectName other) {
        var link = Link.of(metadata, one, other);
        staleLinks.remove(link);
        if (links.add(link)) {
            join(one, other);
            join(other, one);
        }
    }

    public void unlink(String metadata, ObjectName one, ObjectName other) {
        unlink(Link.of(metadata, one, other));
    }

    private void unlink(Link link) {
        staleLinks.remove(link);
        if (links.remove(link)) {
            part(link.low, link.high);
            part(link.high, link.low);
        }
    }

    private void join(ObjectName from, ObjectName to) {
        neighbours.computeIfAbsent(from, _ -> new TreeMap<>()).merge(to, 1, Integer::sum);
    }

    private void part(ObjectName from, ObjectName to) {
        neighbours.computeIfPresent(from, (_, known) -> {
            known.computeIfPresent(to, (_, count) -> count == 1 ? null : count - 1);
            return known.isEmpty() ? null : known;
        });
    }

    /** Marks everything as not confirmed by the present source. */
    public void markStale() {
        staleObjects.addAll(objects.keySet());
        staleLinks.addAll(links);
    }

    /** Removes what is still marked. */
    public void sweep() {
        objects.keySet().removeAll(staleObjects);
        staleObjects.clear();
        Set.copyOf(staleLinks).forEach(this::unlink);
    }

    /** {@return the number of objects} */
    public int size() {
        return objects.size();
    }

    /** {@return how many objects the present source has not confirmed} */
    public int staleCount() {
        return staleObjects.size();
    }

    public boolean contains(ObjectName name) {
        return objects.containsKey(name);
    }

    /** {@return the names of all objects of a type, in order} */
    public Stream<ObjectName> ofType(String type) {
        return objects.keySet().stream().filter(name -> name.type().equals(type));
    }

    /** {@return a property of an object} */
    public Optional<XmlElement> property(ObjectName name, String property) {
        return Optional.ofNullable(objects.getOrDefault(name, Map.of()).get(property));
    }

    /** {@return the objects of a type that an object is linked with, in order; only those that are there} */
    public Stream<ObjectName> neighbours(ObjectName name, String type) {
        return neighbours.getOrDefault(name, Collections.emptySortedMap()).keySet().stream()
                .filter(other -> other.type().equals(type) && objects.containsKey(other));
    }

    /** {@return the objects of a type that an object is linked with, in order; also those that have not arrived} */
    public Stream<ObjectName> links(ObjectName name, String type) {
        return neighbours.getOrDefault(name, Collections.emptySortedMap()).keySet().stream()
                .filter(other -> other.type().equals(type));
    }
}

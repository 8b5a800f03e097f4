package net.weftnet.control.config.graph;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.config.api.ConfigLink;
import net.weftnet.control.config.api.ConfigNode;
import net.weftnet.control.config.api.ConfigNode.Name;

/**
 * The facts as received, and the graph they make. A link with an attribute becomes a node and two plain links:
 *
 * <pre>
 *   virtual-network:d:p:vn --- virtual-network-network-ipam:attr(d:p:ipam,d:p:vn) --- network-ipam:d:p:ipam
 * </pre>
 *
 * A node exists as long as it has a property or a link.
 */
final class GraphStore {
    private static final String VALUE = "value";

    /** Links that have an attribute by the schema, even where it is empty. */
    private static final Set<String> ATTRIBUTED = Set.of(
            "application-policy-set-firewall-policy",
            "bgp-peering",
            "bgpaas-control-node-zone",
            "connection",
            "firewall-policy-firewall-rule",
            "firewall-policy-security-logging-object",
            "firewall-rule-security-logging-object",
            "instance-target",
            "logical-router-virtual-network",
            "routing-policy-routing-instance",
            "security-logging-object-network-policy",
            "security-logging-object-security-group",
            "virtual-machine-interface-routing-instance",
            "virtual-network-network-ipam",
            "virtual-network-network-policy",
            "virtual-router-network-ipam");

    private final Map<Fact, XmlElement> facts = new HashMap<>();
    private final Map<Name, Vertex> vertices = new HashMap<>();
    private Changes changes = new Changes();

    private static final class Vertex {
        private final Map<String, XmlElement> properties = new HashMap<>();
        private final Set<ConfigLink> links = new LinkedHashSet<>();

        boolean isNothing() {
            return properties.isEmpty() && links.isEmpty();
        }
    }

    void apply(GraphUpdate update) {
        var stale = update.whole() ? new HashSet<>(facts.keySet()) : new HashSet<Fact>();
        for (var change : update.changes()) {
            stale.remove(change.fact());
            switch (change) {
                case GraphUpdate.Set(var fact, var value) -> set(fact, value);
                case GraphUpdate.Remove(var fact) -> remove(fact);
            }
        }
        stale.forEach(this::remove);
    }

    private void set(Fact fact, XmlElement value) {
        var old = facts.put(fact, value);
        if (value.equals(old)) {
            return;
        }
        switch (fact) {
            case Fact.Property(var object, var name) -> setProperty(object, name, value);
            case Fact.Link link -> {
                if (old != null && isAttributed(link, old) != isAttributed(link, value)) {
                    removeLink(link, old);
                }
                setLink(link, value);
            }
        }
    }

    private void remove(Fact fact) {
        var old = facts.remove(fact);
        if (old == null) {
            return;
        }
        switch (fact) {
            case Fact.Property(var object, var name) -> removeProperty(object, name);
            case Fact.Link link -> removeLink(link, old);
        }
    }

    private void setLink(Fact.Link link, XmlElement value) {
        if (isAttributed(link, value)) {
            var attribute = attributeNode(link);
            setProperty(attribute, VALUE, value.withName(VALUE));
            addLink(new ConfigLink(link.metadata(), link.left(), attribute));
            addLink(new ConfigLink(link.metadata(), attribute, link.right()));
        } else {
            addLink(new ConfigLink(link.metadata(), link.left(), link.right()));
        }
    }

    private void removeLink(Fact.Link link, XmlElement value) {
        if (isAttributed(link, value)) {
            var attribute = attributeNode(link);
            dropLink(new ConfigLink(link.metadata(), link.left(), attribute));
            dropLink(new ConfigLink(link.metadata(), attribute, link.right()));
            removeProperty(attribute, VALUE);
        } else {
            dropLink(new ConfigLink(link.metadata(), link.left(), link.right()));
        }
    }

    private static boolean isAttributed(Fact.Link link, XmlElement value) {
        return ATTRIBUTED.contains(link.metadata())
                || !value.children().isEmpty()
                || !value.text().isEmpty();
    }

    /**
     * OpenContrail puts the two names into alphabetical order, and so takes the links of network a to IPAM b and of network
     * b to IPAM a for one; the name means nothing to agents, so the order of the link is kept here.
     */
    private static Name attributeNode(Fact.Link link) {
        return new Name(
                link.metadata(),
                "attr(" + link.left().name() + "," + link.right().name() + ")");
    }

    private void setProperty(Name object, String name, XmlElement value) {
        vertex(object).properties.put(name, value);
        changes.node(object);
    }

    private void removeProperty(Name object, String name) {
        var vertex = vertices.get(object);
        if (vertex != null && vertex.properties.remove(name) != null) {
            changes.node(object);
            forgetIfNothing(object, vertex);
        }
    }

    private void addLink(ConfigLink link) {
        if (vertex(link.left()).links.add(link)) {
            vertex(link.right()).links.add(link);
            changes.added(link);
        }
    }

    private void dropLink(ConfigLink link) {
        for (var end : List.of(link.left(), link.right())) {
            var vertex = vertices.get(end);
            if (vertex != null && vertex.links.remove(link)) {
                forgetIfNothing(end, vertex);
            }
        }
        changes.removed(link);
    }

    private Vertex vertex(Name name) {
        var vertex = vertices.get(name);
        if (vertex == null) {
            vertex = new Vertex();
            vertices.put(name, vertex);
            changes.node(name);
        }
        return vertex;
    }

    private void forgetIfNothing(Name name, Vertex vertex) {
        if (vertex.isNothing()) {
            vertices.remove(name);
            changes.node(name);
        }
    }

    /** {@return what changed since this was last asked} */
    Changes takeChanges() {
        var taken = changes;
        changes = new Changes();
        return taken;
    }

    boolean exists(Name name) {
        return vertices.containsKey(name);
    }

    Optional<ConfigNode> node(Name name) {
        return Optional.ofNullable(vertices.get(name)).map(vertex -> new ConfigNode(name, vertex.properties));
    }

    Optional<XmlElement> property(Name name, String property) {
        return Optional.ofNullable(vertices.get(name))
                .flatMap(vertex -> Optional.ofNullable(vertex.properties.get(property)));
    }

    /** {@return the links of a node, an unmodifiable view} */
    Set<ConfigLink> links(Name name) {
        var vertex = vertices.get(name);
        return vertex == null ? Set.of() : Collections.unmodifiableSet(vertex.links);
    }

    /** {@return the nodes of a type that a node has links with, by name} */
    List<Name> neighbours(Name name, String type) {
        return links(name).stream()
                .map(link -> link.left().equals(name) ? link.right() : link.left())
                .filter(other -> other.type().equals(type))
                .distinct()
                .sorted()
                .toList();
    }

    Set<Name> names() {
        return Collections.unmodifiableSet(vertices.keySet());
    }

    int objects() {
        return vertices.size();
    }

    int facts() {
        return facts.size();
    }
}

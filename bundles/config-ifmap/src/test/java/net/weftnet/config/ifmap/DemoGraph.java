package net.weftnet.config.ifmap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.config.transformer.api.GraphChange;
import net.weftnet.config.transformer.api.GraphDelta;
import net.weftnet.config.transformer.api.GraphFeed;
import net.weftnet.config.transformer.api.Link;
import net.weftnet.config.transformer.api.ObjectGraph;
import net.weftnet.config.transformer.api.ObjectName;

/** A graph feed that a test drives: a domain, a project and one network with its routing instance. */
final class DemoGraph implements GraphFeed {
    static final ObjectName DOMAIN = new ObjectName("domain", "default-domain");
    static final ObjectName PROJECT = new ObjectName("project", "default-domain:demo");
    static final ObjectName NETWORK = new ObjectName("virtual-network", "default-domain:demo:front");
    static final ObjectName INSTANCE = new ObjectName("routing-instance", "default-domain:demo:front:front");
    static final ObjectName TARGET = new ObjectName("route-target", "target:64512:8000001");

    private final Map<ObjectName, Map<String, XmlElement>> objects = new HashMap<>();
    private final Map<Link, Optional<XmlElement>> links = new HashMap<>();
    private final List<Consumer<GraphDelta>> listeners = new ArrayList<>();
    private long revision = 1;

    DemoGraph() {
        for (var object : List.of(DOMAIN, PROJECT, NETWORK, INSTANCE, TARGET)) {
            objects.put(
                    object,
                    Map.of(
                            "id-perms",
                            XmlElement.of(
                                    "id-perms",
                                    XmlElement.of("uuid", XmlElement.ofText("uuid-mslong", "1")),
                                    XmlElement.ofText("enable", "true"))));
        }
        links.put(new Link("config-root-domain", ObjectName.ROOT, DOMAIN), Optional.empty());
        links.put(new Link("domain-project", DOMAIN, PROJECT), Optional.empty());
        links.put(new Link("project-virtual-network", PROJECT, NETWORK), Optional.empty());
        links.put(new Link("virtual-network-routing-instance", NETWORK, INSTANCE), Optional.empty());
        links.put(
                new Link("instance-target", INSTANCE, TARGET),
                Optional.of(XmlElement.of("value", XmlElement.of("import-export"))));
    }

    synchronized void change(GraphChange... changes) {
        revision++;
        for (var change : changes) {
            switch (change) {
                case GraphChange.PropertySet(var object, var name, var value) -> {
                    var properties = new HashMap<>(objects.getOrDefault(object, Map.of()));
                    properties.put(name, value);
                    objects.put(object, properties);
                }
                case GraphChange.PropertyRemoved(var object, var name) -> {
                    var properties = new HashMap<>(objects.get(object));
                    properties.remove(name);
                    objects.put(object, properties);
                }
                case GraphChange.LinkSet(var link, var attribute) -> links.put(link, attribute);
                case GraphChange.LinkRemoved(var link) -> links.remove(link);
            }
        }
        listeners.forEach(listener -> listener.accept(new GraphDelta(revision, List.of(changes))));
    }

    @Override
    public synchronized ObjectGraph current() {
        return new ObjectGraph(revision, Map.copyOf(objects), Map.copyOf(links));
    }

    @Override
    public synchronized Subscription subscribe(Consumer<ObjectGraph> whole, Consumer<GraphDelta> delta) {
        whole.accept(current());
        listeners.add(delta);
        return () -> listeners.remove(delta);
    }
}

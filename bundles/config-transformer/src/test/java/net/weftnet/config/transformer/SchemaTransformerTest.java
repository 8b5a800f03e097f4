package net.weftnet.config.transformer;

import static net.weftnet.config.transformer.TestStore.PROJECT;
import static net.weftnet.config.transformer.TestStore.address;
import static net.weftnet.config.transformer.TestStore.delete;
import static net.weftnet.config.transformer.TestStore.machine;
import static net.weftnet.config.transformer.TestStore.network;
import static net.weftnet.config.transformer.TestStore.port;
import static net.weftnet.config.transformer.TestStore.replace;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.config.transformer.api.GraphChange;
import net.weftnet.config.transformer.api.GraphDelta;
import net.weftnet.config.transformer.api.ObjectGraph;
import net.weftnet.config.transformer.api.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;

class SchemaTransformerTest {
    private static final String VM = "de300000-0000-4000-8000-000000000001";

    @TempDir
    Path directory;

    private TestStore store;
    private SchemaTransformer transformer;

    @BeforeEach
    void open() throws Exception {
        store = new TestStore(directory);
        transformer = new SchemaTransformer(store.datastore, TestStore.HEALTH);
    }

    @AfterEach
    void close() {
        transformer.close();
        store.close();
    }

    private void commitDemo() throws Exception {
        store.commit(
                network("front", "10.1.1.0/24"),
                machine(VM),
                port("vm1", "front", VM),
                address("demo-vm1", "front", "vm1"),
                replace(
                        "/global-system-config/virtual-router=compute1",
                        "virtual-router': [{'name': 'compute1', 'virtual-router-ip-address': '198.18.0.11',"
                                + " 'virtual-machine': ['" + VM + "']}]"));
    }

    /** Waits for the newest commit to be derived. */
    private ObjectGraph graph() throws Exception {
        long revision = store.datastore.snapshot().revision();
        var reached = new CompletableFuture<ObjectGraph>();
        try (var subscription = transformer.subscribe(
                whole -> {
                    if (whole.revision() >= revision) {
                        reached.complete(whole);
                    }
                },
                delta -> {
                    if (delta.revision() >= revision) {
                        reached.complete(transformer.current());
                    }
                })) {
            assertTrue(subscription != null);
            return reached.get();
        }
    }

    @Test
    void linksTheDemoAsOpenContrailDoes() throws Exception {
        commitDemo();
        var links = new TreeSet<String>();
        graph().links()
                .forEach((link, attribute) ->
                        links.add(link + attribute.map(value -> " " + value).orElse("")));
        var demo = links.stream()
                .filter(link ->
                        !link.matches(".*(default-project|policy-management|api-access-list|global-(qos|vrouter)).*"))
                .toList();
        assertEquals(
                """
                config-root:root -config-root-domain-> domain:default-domain
                config-root:root -config-root-global-system-config-> global-system-config:default-global-system-config
                domain:default-domain -domain-project-> project:default-domain:demo
                global-system-config:default-global-system-config -global-system-config-virtual-router-> virtual-router:default-global-system-config:compute1
                instance-ip:demo-vm1 -instance-ip-virtual-machine-interface-> virtual-machine-interface:default-domain:demo:vm1
                instance-ip:demo-vm1 -instance-ip-virtual-network-> virtual-network:default-domain:demo:front
                project:default-domain:demo -project-network-ipam-> network-ipam:default-domain:demo:ipam
                project:default-domain:demo -project-virtual-machine-interface-> virtual-machine-interface:default-domain:demo:vm1
                project:default-domain:demo -project-virtual-network-> virtual-network:default-domain:demo:front
                routing-instance:default-domain:demo:front:front -instance-target-> route-target:target:64512:8000004 <value/>
                virtual-machine-interface:default-domain:demo:vm1 -virtual-machine-interface-routing-instance-> routing-instance:default-domain:demo:front:front <value><direction>both</direction></value>
                virtual-machine-interface:default-domain:demo:vm1 -virtual-machine-interface-virtual-machine-> virtual-machine:de300000-0000-4000-8000-000000000001
                virtual-machine-interface:default-domain:demo:vm1 -virtual-machine-interface-virtual-network-> virtual-network:default-domain:demo:front
                virtual-network:default-domain:demo:front -virtual-network-network-ipam-> network-ipam:default-domain:demo:ipam <value><ipam-subnets><subnet><ip-prefix>10.1.1.0</ip-prefix><ip-prefix-len>24</ip-prefix-len></subnet><default-gateway>10.1.1.1</default-gateway></ipam-subnets></value>
                virtual-network:default-domain:demo:front -virtual-network-routing-instance-> routing-instance:default-domain:demo:front:front
                virtual-router:default-global-system-config:compute1 -virtual-router-virtual-machine-> virtual-machine:de300000-0000-4000-8000-000000000001
                """,
                String.join("\n", demo) + "\n");
    }

    @Test
    void writesPropertiesAsOpenContrailDoes() throws Exception {
        commitDemo();
        var objects = graph().objects();
        var machine = objects.get(new ObjectName("virtual-machine", VM));
        assertEquals(
                "<uuid><uuid-mslong>16010296675302129664</uuid-mslong><uuid-lslong>9223372036854775809</uuid-lslong></uuid>",
                machine.get("id-perms").child("uuid").orElseThrow().toString());
        var network = objects.get(new ObjectName("virtual-network", "default-domain:demo:front"));
        assertEquals(
                "<virtual-network-network-id>5</virtual-network-network-id>",
                network.get("virtual-network-network-id").toString());
        assertEquals(java.util.Set.of("id-perms", "virtual-network-network-id"), network.keySet());
        var port = objects.get(new ObjectName("virtual-machine-interface", "default-domain:demo:vm1"));
        assertTrue(port.get("virtual-machine-interface-mac-addresses")
                .toString()
                .matches("<virtual-machine-interface-mac-addresses><mac-address>02:[0-9a-f:]{14}</mac-address>"
                        + "</virtual-machine-interface-mac-addresses>"));
        var address = objects.get(new ObjectName("instance-ip", "demo-vm1"));
        assertEquals("10.1.1.2", address.get("instance-ip-address").text());
        assertEquals("v4", address.get("instance-ip-family").text());
        var instance = objects.get(new ObjectName("routing-instance", "default-domain:demo:front:front"));
        assertEquals("true", instance.get("routing-instance-is-default").text());
    }

    @Test
    void takesBackWhatANetworkWasCompiledTo() throws Exception {
        var before = content(graph());
        commitDemo();
        graph();
        store.commit(
                delete("/instance-ip=demo-vm1"),
                delete(PROJECT + "/virtual-machine-interface=vm1"),
                delete(PROJECT + "/virtual-network=front"),
                delete("/global-system-config/virtual-router=compute1"),
                delete("/virtual-machine=" + VM));
        assertEquals(before, content(graph()));
    }

    private static Map<Object, Object> content(ObjectGraph graph) {
        return new TreeMap<>(Map.of("objects", graph.objects(), "links", graph.links()));
    }

    @Test
    void exposesTheCompiledState() throws Exception {
        commitDemo();
        graph();
        var compiled = transformer.compiled();
        var json =
                TestStore.CODEC.value(YangInstanceIdentifier.of(compiled.data().name()), compiled.data());
        assertTrue(json.contains("\"routing-instance\":[{"), json);
        assertTrue(json.contains("\"fq-name\":\"target:64512:8000004\""), json);
        assertTrue(json.contains("\"direction\":\"both\""), json);
    }

    @Test
    void compilesAllNetworksAgainForAnotherAutonomousSystem() throws Exception {
        commitDemo();
        store.commit(replace("/global-system-config/autonomous-system", "autonomous-system': 4200000000"));
        assertTrue(graph().objects().containsKey(new ObjectName("route-target", "target:4200000000:8004")));
    }

    @Test
    void tellsEachChangeOnceAndInOrder() throws Exception {
        var whole = new CompletableFuture<ObjectGraph>();
        var deltas = new LinkedBlockingQueue<GraphDelta>();
        try (var subscription = transformer.subscribe(whole::complete, deltas::add)) {
            assertTrue(subscription != null);
            long start = whole.get().revision();
            commitDemo();
            store.commit(replace(PROJECT + "/virtual-network=front/display-name", "display-name': 'Front'"));
            GraphDelta first;
            do {
                first = deltas.take();
            } while (first.revision() <= start);
            assertEquals(start + 1, first.revision());
            var second = deltas.take();
            assertEquals(start + 2, second.revision());
            assertEquals(
                    java.util.List.of(new GraphChange.PropertySet(
                            new ObjectName("virtual-network", "default-domain:demo:front"),
                            "display-name",
                            XmlElement.ofText("display-name", "Front"))),
                    second.changes());
        }
    }
}

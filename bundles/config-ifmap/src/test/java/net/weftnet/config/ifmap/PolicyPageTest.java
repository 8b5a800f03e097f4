package net.weftnet.config.ifmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import de.hshannover.f4.trust.ifmapj.binding.IfmapStrings;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import net.weftnet.common.storage.embedded.InProcessBus;
import net.weftnet.common.storage.embedded.SegmentTableStore;
import net.weftnet.config.db.draft.Drafts;
import net.weftnet.config.policy.PolicyTexts;
import net.weftnet.control.config.api.ConfigLink;
import net.weftnet.control.config.api.ConfigNode.Name;
import net.weftnet.control.config.api.RoutingInstance;
import net.weftnet.control.config.api.RoutingInstanceChange;
import net.weftnet.control.config.api.SubgraphDelta;
import net.weftnet.protocol.xmpp.ConfigBlock;
import net.weftnet.protocol.xmpp.ConfigBlock.Operation;
import net.weftnet.protocol.xmpp.ConfigItem;
import net.weftnet.protocol.xmpp.Envelope;
import net.weftnet.protocol.xmpp.Jid;
import net.weftnet.protocol.xmpp.Stanza;
import net.weftnet.protocol.xmpp.StanzaCodec;
import net.weftnet.test.SilentHealth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page that follows one policy shows what this run comes to, step by step, as far as the controller goes.
 * {@code -Dweft.pages=write} brings the page up to date.
 */
@Timeout(120)
class PolicyPageTest {
    private static final Path PAGE = Path.of("../config-transformer/docs/policy.md");
    private static final Pattern BLOCK = Pattern.compile("<!-- (\\S+) -->\\n```(\\w+)\\n(.*?)```\\n", Pattern.DOTALL);
    private static final Gson JSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private static final String PROJECT = "/domain=default-domain/project=demo";
    private static final String VM = "de300000-0000-4000-8000-000000000001";
    private static final Name ROUTER = new Name("virtual-router", "default-global-system-config:compute1");
    private static final Name NETWORK = new Name("virtual-network", "default-domain:demo:front");
    private static final Name LIST = new Name("access-control-list", "default-domain:demo:front:front");
    private static final Name INSTANCE = new Name("routing-instance", "default-domain:demo:front:front");

    /** What differs from run to run, and who made it, is left out of the page. */
    private static final Set<String> LEFT_OUT = Set.of("uuid", "id-perms");

    @TempDir
    private Path directory;

    @Test
    void showsWhatIsThere() throws Exception {
        var page = Files.readString(PAGE);
        var steps = steps(block(page, "text"));
        var updated = new StringBuilder();
        var blocks = BLOCK.matcher(page);
        int checked = 0;
        while (blocks.find()) {
            var shown = steps.get(blocks.group(1));
            if (shown != null) {
                checked++;
                blocks.appendReplacement(
                        updated,
                        Matcher.quoteReplacement("<!-- " + blocks.group(1) + " -->\n```" + blocks.group(2) + "\n"
                                + shown.strip() + "\n```\n"));
            }
        }
        blocks.appendTail(updated);
        assertEquals(steps.size(), checked, "The page does not have all of " + steps.keySet());
        if ("write".equals(System.getProperty("weft.pages"))) {
            Files.writeString(PAGE, updated);
        }
        assertEquals(
                updated.toString(),
                Files.readString(PAGE),
                "the page is out of date: mvn test -pl bundles/config-ifmap -am -Dtest=PolicyPageTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dweft.pages=write");
    }

    private static String block(String page, String name) {
        var blocks = BLOCK.matcher(page);
        while (blocks.find()) {
            if (blocks.group(1).equals(name)) {
                return blocks.group(3);
            }
        }
        throw new AssertionError("There is no block " + name);
    }

    private Map<String, String> steps(String policy) throws Exception {
        var steps = new LinkedHashMap<String, String>();
        try (var files = new SegmentTableStore(directory.resolve("data"));
                var bus = new InProcessBus();
                var node = new ConfigNode(directory, files, bus, 1000)) {
            declare(node);
            long revision = load(node, files, policy);
            steps.put("network-policy", intent(node, PROJECT + "/network-policy=web-to-db"));
            steps.put("virtual-network", intent(node, PROJECT + "/virtual-network=front"));
            steps.put("access-control-list", compiled(node, LIST));
            steps.put("routing-instance", compiled(node, INSTANCE));
            steps.put("why", why(node));
            steps.put("if-map", ifmap(node));
            try (var control = new ControlNode(node)) {
                control.await(revision);
                steps.put("instance", instance(control));
                steps.put("xmpp", stanza(control));
            }
        }
        return steps;
    }

    private static void declare(ConfigNode node) throws Exception {
        node.replace(PROJECT, "project': [{'name': 'demo', 'network-ipam': [{'name': 'ipam'}]}]");
        for (var network : List.of("front", "back")) {
            var subnet = network.equals("front") ? "10.1.1.0/24" : "10.1.2.0/24";
            node.replace(
                    PROJECT + "/virtual-network=" + network,
                    "virtual-network': [{'name': '" + network
                            + "', 'network-ipam': [{'fq-name': 'default-domain:demo:ipam',"
                            + " 'ipam-subnets': [{'subnet': '" + subnet + "'}]}]}]");
        }
        node.replace("/virtual-machine=" + VM, "virtual-machine': [{'name': '" + VM + "'}]");
        node.replace(
                PROJECT + "/virtual-machine-interface=vm1",
                "virtual-machine-interface': [{'name': 'vm1', 'virtual-network': 'default-domain:demo:front',"
                        + " 'virtual-machine': '" + VM + "'}]");
        node.replace(
                "/global-system-config/virtual-router=compute1",
                "virtual-router': [{'name': 'compute1', 'virtual-router-ip-address': '198.18.0.11', 'virtual-machine': ['"
                        + VM + "']}]");
    }

    private static long load(ConfigNode node, SegmentTableStore files, String policy) throws Exception {
        try (var drafts = new Drafts(files, node.datastore(), new SilentHealth(), Clock.systemUTC())) {
            return new PolicyTexts(node.datastore(), drafts)
                    .load("web-to-db.policy", policy, "admin", "")
                    .revision();
        }
    }

    private static String intent(ConfigNode node, String target) {
        return json(node.json("/weftnet-config:config" + target));
    }

    private static String compiled(ConfigNode node, Name name) {
        var all = JsonParser.parseString(node.compiled())
                .getAsJsonObject()
                .getAsJsonObject("weftnet-compiled:compiled")
                .getAsJsonArray(name.type());
        for (var entry : all) {
            if (entry.getAsJsonObject().get("fq-name").getAsString().equals(name.name())) {
                return json(entry.toString());
            }
        }
        throw new AssertionError("There is no " + name);
    }

    private static String json(String text) {
        return JSON.toJson(shown(JsonParser.parseString(text)));
    }

    /** Members in the order of their names, since theirs is another one in each process. */
    private static JsonElement shown(JsonElement element) {
        if (element instanceof JsonObject object) {
            var sorted = new JsonObject();
            object.entrySet().stream()
                    .filter(member -> !LEFT_OUT.contains(member.getKey()))
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(member -> sorted.add(member.getKey(), shown(member.getValue())));
            return sorted;
        }
        if (element instanceof JsonArray array) {
            var entries = new JsonArray();
            array.forEach(entry -> entries.add(shown(entry)));
            return entries;
        }
        return element;
    }

    private static String why(ConfigNode node) {
        var why = node.transformer()
                .why(LIST.type(), LIST.name(), OptionalInt.of(1))
                .orElseThrow();
        return why.causes().stream()
                .map(cause -> cause.type() + ' ' + cause.fqName() + ", by commit "
                        + cause.change().revision())
                .collect(Collectors.joining("\n"));
    }

    /** The answer to a search of an IF-MAP client for the network's lists, and what its instance is connected to. */
    private static String ifmap(ConfigNode node) throws Exception {
        var server = node.server();
        try (var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(server.identity().sslContext())
                .build()) {
            var session = Pattern.compile("session-id=\"(.*?)\"").matcher(post(client, server, "<ifmap:newSession/>"));
            assertTrue(session.find());
            var found = post(
                    client,
                    server,
                    """
                    <ifmap:search session-id="%s" max-depth="2" match-links="contrail:virtual-network-access-control-list or \
                    contrail:virtual-network-routing-instance or contrail:connection" result-filter="\
                    contrail:virtual-network-access-control-list or contrail:access-control-list-entries or \
                    contrail:access-control-list-hash or contrail:connection"><identity type="other" \
                    other-type-definition="extended" name="contrail:virtual-network:default-domain:demo:front"/></ifmap:search>"""
                            .formatted(session.group(1)));
            return xml(sorted(found)).replaceAll("ifmap-timestamp=\".*?\"", "ifmap-timestamp=\"2026-01-01T00:00:00Z\"");
        }
    }

    /** The items of a result are in no order. */
    private static String sorted(String result) {
        var items = Pattern.compile("<resultItem>.*?</resultItem>", Pattern.DOTALL)
                .matcher(result)
                .results()
                .map(MatchResult::group)
                .sorted()
                .collect(Collectors.joining());
        int first = result.indexOf("<resultItem>");
        int end = result.lastIndexOf("</resultItem>") + "</resultItem>".length();
        return result.substring(0, first) + items + result.substring(end);
    }

    private static String post(HttpClient client, TestServer server, String request) throws Exception {
        var body =
                """
                <e:Envelope xmlns:e="%s" xmlns:ifmap="%s" xmlns:contrail="http://www.contrailsystems.com/vnc_cfg.xsd"><e:Body>%s\
                </e:Body></e:Envelope>"""
                        .formatted("http://www.w3.org/2003/05/soap-envelope", IfmapStrings.BASE_NS_URI, request);
        var credentials =
                Base64.getEncoder().encodeToString(("ifmap:" + server.password()).getBytes(StandardCharsets.UTF_8));
        var answer = client.send(
                HttpRequest.newBuilder(URI.create(server.url()))
                        .header("Authorization", "Basic " + credentials)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    private static String xml(String text) throws Exception {
        var transformer = TransformerFactory.newDefaultInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.INDENT, "yes");
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        transformer.setOutputProperty("{http://xml.apache.org/xslt}indent-amount", "2");
        var indented = new StringWriter();
        transformer.transform(new StreamSource(new StringReader(text)), new StreamResult(indented));
        return indented.toString();
    }

    private static String instance(ControlNode control) throws Exception {
        var told = new CompletableFuture<List<RoutingInstance>>();
        try (var subscription = control.graph()
                .onRoutingInstances(changes -> told.complete(changes.stream()
                        .map(change -> ((RoutingInstanceChange.Updated) change).instance())
                        .toList()))) {
            var front = told.get().stream()
                    .filter(one -> one.name().equals(INSTANCE.name()))
                    .findFirst()
                    .orElseThrow();
            return front.name() + "\n  imports " + sorted(front.imports()) + "\n  exports " + sorted(front.exports());
        }
    }

    private static String sorted(Set<?> targets) {
        return targets.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
    }

    /** Of what the agent of compute1 is sent, that about the list. */
    private static String stanza(ControlNode control) throws Exception {
        var told = new CompletableFuture<SubgraphDelta>();
        try (var subscription = control.graph().subscribe(ROUTER, told::complete)) {
            var list = told.get().nodes().stream()
                    .filter(node -> node.name().equals(LIST))
                    .map(node -> new ConfigItem.Node(
                            item(LIST),
                            node.properties().entrySet().stream()
                                    .filter(property -> !LEFT_OUT.contains(property.getKey()))
                                    .sorted(Map.Entry.comparingByKey())
                                    .map(Map.Entry::getValue)
                                    .toList()))
                    .toList();
            var links = told.get().links().stream()
                    .filter(link -> link.right().equals(LIST) || isConnected(link))
                    .map(link -> new ConfigItem.Link(item(link.left()), item(link.right()), link.metadata()))
                    .toList();
            assertEquals(1, list.size());
            var items = new ArrayList<ConfigItem>(list);
            items.addAll(links);
            var update = new Stanza.ConfigUpdate(
                    Envelope.toAgent(ROUTER.name(), Jid.CONFIG), List.of(new ConfigBlock(Operation.UPDATE, items)));
            return xml(StanzaCodec.encode(update).toString());
        }
    }

    private static boolean isConnected(ConfigLink link) {
        return link.left().equals(NETWORK) && link.right().equals(INSTANCE);
    }

    private static ConfigItem.Name item(Name name) {
        return new ConfigItem.Name(name.type(), name.name());
    }
}

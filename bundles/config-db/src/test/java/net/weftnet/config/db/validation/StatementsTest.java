package net.weftnet.config.db.validation;

import static net.weftnet.config.db.validation.TestTree.delete;
import static net.weftnet.config.db.validation.TestTree.port;
import static net.weftnet.config.db.validation.TestTree.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.api.ValueTypes;
import net.weftnet.config.db.api.ValueTypes.Objection;
import org.junit.jupiter.api.Test;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.Uint16;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidate;
import org.opendaylight.yangtools.yang.data.tree.api.DataValidationFailedException;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;
import org.opendaylight.yangtools.yang.model.api.LeafSchemaNode;

class StatementsTest {
    private final TestTree tree = new TestTree();

    private ConfigException refused(String message, String... edits) {
        var e = assertThrows(ConfigException.class, () -> tree.commit(edits));
        assertEquals(message, e.getMessage());
        return e;
    }

    /** RFC 7950 section 7.5.4.1. */
    @Test
    void knowsTheMtusOfTheRfc() throws Exception {
        var e = refused(
                "An Ethernet MTU must be 1500", put("interface", "interface': {'ifType': 'ethernet', 'ifMTU': 1400}"));
        assertEquals(Kind.INVALID, e.kind());
        assertEquals(Optional.of("must-violation"), e.appTag());
        tree.commit(put("interface", "interface': {'ifType': 'ethernet', 'ifMTU': 1500}"));
        refused("An ATM MTU must be 64 .. 17966", put("interface", "interface': {'ifType': 'atm', 'ifMTU': 63}"));
        refused("An Ethernet MTU must be 1500", delete("interface/ifMTU"));
        tree.commit(put("interface/ifType", "ifType': 'atm'"));
    }

    /** RFC 7950 section 7.8.3.1. */
    @Test
    void comparesOnlyWhatIsThere() throws Exception {
        tree.commit(
                put("server=smtp", "server': [{'name': 'smtp', 'ip': '192.0.2.1', 'port': 25}]"),
                put("server=http", "server': [{'name': 'http', 'ip': '192.0.2.1'}]"),
                put("server=ftp", "server': [{'name': 'ftp', 'ip': '192.0.2.1'}]"));
        var e = refused(
                "/server[name='http']: ip and port 192.0.2.1 and 25 is taken by another entry of the list",
                put("server=http/port", "port': 25"));
        assertEquals(Kind.DUPLICATE, e.kind());
        assertEquals(Optional.of("data-not-unique"), e.appTag());
        // Within one change, a value may move.
        tree.commit(delete("server=smtp/port"), put("server=http/port", "port': 25"));
        refused(
                "/server[name='smtp']: ip and port 192.0.2.1 and 25 is taken by another entry of the list",
                put("server=smtp/port", "port': 25"));
    }

    @Test
    void usesDefaultsForUnique() throws Exception {
        tree.commit(port("a", ", 'slot': 1, 'number': 1"));
        refused(
                "/net/port[name='b']: slot and number 1 and 1 is taken by another entry of the list",
                port("b", ", 'slot': 1"));
    }

    @Test
    void usesTagAndMessageOfTheStatement() throws Exception {
        for (int i = 0; i < 6; i++) {
            tree.commit(port("p" + i, ""));
        }
        assertEquals(
                Optional.of("too-many-ports"),
                refused("No more than 6 ports", port("p7", "")).appTag());
    }

    @Test
    void namesTheConditionThatIsNotMet() throws Exception {
        tree.commit(port("a", ", 'kind': 'validation-test:fast-ethernet', 'speed': 100"));
        var e = assertThrows(
                ConfigException.class, () -> tree.commit(put("net/port=a/kind", "kind': 'validation-test:other'")));
        assertTrue(e.getMessage().startsWith("/net/port[name='a']/speed may be there only when: "), e.getMessage());
        assertTrue(e.getMessage().contains("derived-from-or-self"), e.getMessage());
    }

    @Test
    void followsReferencesBothWays() throws Exception {
        tree.commit(port("a", ", 'mtu': 200"), port("b", ", 'mtu': 200, 'peer': 'a'"));
        assertThrows(ConfigException.class, () -> tree.commit(put("net/port=a/mtu", "mtu': 201")));
        assertThrows(ConfigException.class, () -> tree.commit(delete("net/port=a")));
        tree.commit(put("net/port=a/mtu", "mtu': 201"), put("net/port=b/mtu", "mtu': 201"));
    }

    @Test
    void seesDefaultsThatOthersMake() throws Exception {
        tree.commit(put("net/limit", "limit': 100"));
        refused("mtu above the limit", port("a", ", 'mtu': 101"));
        tree.commit(delete("net/limit"));
        tree.commit(port("a", ", 'mtu': 1500"));
        refused("mtu above the limit", put("net/limit", "limit': 100"));
        tree.commit(port("v", ", 'vlan': 7"));
        assertThrows(ConfigException.class, () -> tree.commit(put("net/strict", "strict': true")));
        tree.commit(port("v", ", 'untagged': [null]"));
        tree.commit(put("net/strict", "strict': true"));
    }

    @Test
    void checksTypesOfValuesThatNoCodecHasSeen() throws Exception {
        var name = QName.create("urn:weftnet:validation-test", "2026-01-01", "server");
        var candidate = tree.prepare(modification -> {
            var port = QName.create(name, "net");
            var classes = QName.create(name, "classes");
            var entry = QName.create(name, "class");
            var path = YangInstanceIdentifier.of(port, classes);
            modification.write(
                    path,
                    ImmutableNodes.newContainerBuilder()
                            .withNodeIdentifier(new NodeIdentifier(classes))
                            .withChild(ImmutableNodes.<String>newSystemLeafSetBuilder()
                                    .withNodeIdentifier(new NodeIdentifier(entry))
                                    .withChildValue("NOT-GOOD")
                                    .build())
                            .build());
        });
        var e = assertThrows(ConfigException.class, () -> tree.commit(candidate));
        assertTrue(e.getMessage().contains("NOT-GOOD is not acceptable"), e.getMessage());
    }

    @Test
    void evaluatesNoMoreInALargeStore() throws Exception {
        assertEquals(evaluationsFor(10), evaluationsFor(10_000));
    }

    private static long evaluationsFor(int size) throws Exception {
        var tree = new TestTree();
        var ports = new ArrayList<String>();
        for (int i = 0; i < size; i++) {
            ports.add("{'name': 'x" + i + "', 'mtu': 100, 'peer': 'x" + (i / 2 + 1) + "', 'tag': ['t1']}");
        }
        // More than the model allows, so it is followed, not checked.
        var all = tree.prepare(put("net", "net': {'port': [" + String.join(",", ports) + "]}"));
        tree.statements.follow(all);
        tree.take(all);
        long before = tree.statements.evaluations();
        assertThrows(
                ConfigException.class,
                () -> tree.commit(port("new", ", 'mtu': 100, 'peer': 'x9', 'tag': ['t1', 't2'], 'slot': 1")));
        return tree.statements.evaluations() - before;
    }

    /** A change inside a choice, which no other node of the port is a part of. */
    @Test
    void seesDefaultsOfTheChosenCase() throws Exception {
        var net = QName.create("urn:weftnet:validation-test", "2026-01-01", "net");
        var port = QName.create(net, "port");
        var vlan = QName.create(net, "vlan");
        var choice = YangInstanceIdentifier.of(net, port)
                .node(NodeIdentifierWithPredicates.of(port, QName.create(net, "name"), "a"))
                .node(QName.create(net, "attachment"));
        tree.commit(port("a", ""), put("net/strict", "strict': true"));
        var chosen = tree.prepare(modification ->
                modification.write(choice.node(vlan), ImmutableNodes.leafNode(vlan, Uint16.valueOf(8))));
        var e = assertThrows(ConfigException.class, () -> tree.commit(chosen));
        assertTrue(e.getMessage().startsWith("/net/port[name='a'] must fulfil: "), e.getMessage());
    }

    /** The incremental verdict is that of a check of everything, whatever came before. */
    @Property(tries = 25)
    void agreesWithAFullCheck(@ForAll long seed) throws Exception {
        var random = new Random(seed);
        var tree = new TestTree();
        for (int i = 0; i < 60; i++) {
            var edits = new ArrayList<String>();
            if (random.nextInt(15) == 0) {
                edits.add(delete("net"));
            } else {
                for (int n = random.nextInt(3); n >= 0; n--) {
                    edits.add(edit(random));
                }
            }
            DataTreeCandidate candidate;
            try {
                candidate = tree.prepare(edits.toArray(String[]::new));
            } catch (DataValidationFailedException | IllegalArgumentException e) {
                // A leaf of a port that is not there.
                continue;
            }
            var full = tree.violationsAfter(candidate);
            Optional<String> refusal = Optional.empty();
            try {
                tree.commit(candidate);
            } catch (ConfigException e) {
                refusal = Optional.of(e.getMessage());
            }
            assertEquals(
                    full.isEmpty(),
                    refusal.isEmpty(),
                    () -> edits + " full: " + full + " " + tree.data().prettyTree());
            if (refusal.isPresent() && !refusal.get().contains("taken")) {
                assertTrue(full.contains(refusal.get()), refusal.get() + " is not in " + full);
            }
        }
    }

    private static String edit(Random random) {
        var name = pick(random, "a", "b", "c", "d", "e", "f", "g", "h");
        var entry = "net/port=" + name;
        return switch (random.nextInt(24)) {
            case 0 -> put("net/limit", "limit': " + pick(random, "100", "1500", "9000"));
            case 1 -> delete(pick(random, "net/limit", "net/strict", "net/classes"));
            case 2 -> put("net/strict", "strict': " + random.nextBoolean());
            case 3 -> put("net/classes", "classes': {'class': ['" + pick(random, "gold", "iron") + "']}");
            case 4, 5 -> delete(entry);
            case 6, 7, 8 -> port(name, leafs(random));
            case 9, 10 -> port(name, ", 'mtu': 100");
            case 11, 12 -> put(entry + "/mtu", "mtu': " + pick(random, "64", "100", "200"));
            case 13, 14, 15 -> put(entry + "/peer", "peer': '" + pick(random, "a", "b", "c", "d") + "'");
            case 16 -> delete(entry + pick(random, "/mtu", "/peer", "/kind", "/speed", "/level", "/flags", "/qos"));
            case 17 -> put(entry + "/kind", "kind': 'validation-test:" + pick(random, "ethernet", "other") + "'");
            case 18 -> put(entry + "/speed", "speed': 10");
            case 19 -> put(entry + "/flags", "flags': '" + pick(random, "up", "down") + "'");
            case 20 -> put(entry + "/level", "level': '" + pick(random, "low", "high") + "'");
            case 21 -> put(entry + "/slot", "slot': " + random.nextInt(3));
            case 22 -> put(entry + "/qos", "qos': {'class': '" + pick(random, "gold", "iron") + "'}");
            default -> port(name, ", 'mtu': 100, 'peer': '" + pick(random, "a", "b", "c", "d") + "', 'vlan': 1");
        };
    }

    private static String leafs(Random random) {
        var leafs = new StringBuilder();
        for (var leaf : List.of(
                "'slot': " + random.nextInt(3),
                "'number': " + random.nextInt(2),
                "'mtu': " + pick(random, "64", "100", "200"),
                "'peer': '" + pick(random, "a", "b", "c", "d") + "'",
                "'kind': 'validation-test:" + pick(random, "ethernet", "fast-ethernet", "other") + "'",
                "'speed': 10",
                "'level': '" + pick(random, "low", "high") + "'",
                "'flags': '" + pick(random, "up", "down", "up down") + "'",
                "'tag': ['" + pick(random, "t1", "t22", "x") + "']",
                pick(random, "'vlan': 1", "'native': true", "'untagged': [null]"),
                "'qos': {'class': '" + pick(random, "gold", "iron") + "'}")) {
            if (random.nextInt(4) == 0) {
                leafs.append(", ").append(leaf);
            }
        }
        return leafs.toString();
    }

    private static String pick(Random random, String... values) {
        return values[random.nextInt(values.length)];
    }

    @Test
    void knowsWhichIdentitiesAreOfTheType() throws Exception {
        tree.commit(port("a", ", 'kind': 'validation-test:ethernet'"));
        refused(
                "/net/port[name='b']/kind: stranger is not acceptable: it is not derived from interface-type",
                port("b", ", 'kind': 'validation-test:stranger'"));
        refused(
                "/net/port[name='b']/kind: interface-type is not acceptable: it is not derived from interface-type",
                port("b", ", 'kind': 'validation-test:interface-type'"));
    }

    private static String disk(String leafs) {
        return put("disk", "disk': {'here': [null]" + leafs + "}");
    }

    @Test
    void asksForWhatIsMandatoryOnlyWhileItsConditionHolds() throws Exception {
        tree.commit(disk(", 'kind': 'plain'"));
        refused(
                "/disk/cipher is missing, which has to be there when: ../kind = 'crypt'",
                put("disk/kind", "kind': 'crypt'"));
        var few = refused(
                "/disk/key needs at least 2 when: ../kind = 'crypt'", disk(", 'kind': 'crypt', 'cipher': 'aes'"));
        assertEquals(Optional.of("too-few-elements"), few.appTag());
        tree.commit(disk(", 'kind': 'crypt', 'cipher': 'aes', 'key': ['a', 'b']"));
        refused("/disk/cipher is missing, which has to be there when: ../kind = 'crypt'", delete("disk/cipher"));
        tree.commit(disk(""));
    }

    /** In a case, as long as the case is chosen. */
    @Test
    void asksForWhatIsMandatoryInACase() throws Exception {
        tree.commit(disk(", 'size': 1"));
        refused("/disk/policy is missing, which has to be there when: ../size > 1", put("disk/size", "size': 2"));
        tree.commit(disk(", 'size': 2, 'policy': 'lru'"));
        tree.commit(disk(""));
    }

    @Test
    void followsPathsInValuesBothWays() throws Exception {
        var mounted = ", 'mounted': '/validation-test:net/port[name=\\'a\\']'".replace("\\'", "\\u0027");
        var missing = refused("/disk/mounted: there is no such node", disk(mounted));
        assertEquals(Kind.UNKNOWN_REFERENCE, missing.kind());
        assertEquals(Optional.of("instance-required"), missing.appTag());
        tree.commit(disk(mounted.replace("mounted", "wished")));
        tree.commit(port("a", ""), disk(mounted));
        refused("/disk/mounted: /net/port[name='a'] is named by it", delete("net/port=a"));
        tree.commit(disk(""), delete("net/port=a"));
        tree.commit(port("a", ""));
        tree.commit(delete("net/port=a"));
    }

    @Test
    void knowsThePatternsOfAllTypesBelow() throws Exception {
        var types = new ValueTypes(TestTree.MODULES);
        var disk = (DataNodeContainer) TestTree.MODULES
                .findModules("validation-test")
                .iterator()
                .next()
                .findDataTreeChild(QName.create("urn:weftnet:validation-test", "2026-01-01", "disk"))
                .orElseThrow();
        var type = ((LeafSchemaNode)
                        disk.getDataChildByName(QName.create("urn:weftnet:validation-test", "2026-01-01", "cipher")))
                .getType();
        assertEquals(Optional.empty(), types.objection(type, "aes1"));
        assertEquals(
                Optional.of(new Objection("Begins with a letter", Optional.of("bad-name"))),
                types.objection(type, "1aes"));
        assertEquals(
                "it does not match [a-z0-9]*",
                types.objection(type, "aE").orElseThrow().message());
        assertTrue(types.objection(type, "aes\u0001").orElseThrow().message().contains("none of a YANG string"));
        assertTrue(types.objection(type, "abcdefghi").orElseThrow().message().contains("length"));
    }
}

package net.weftnet.config.transformer;

import static net.weftnet.config.transformer.Scenario.delete;
import static net.weftnet.config.transformer.Scenario.object;
import static net.weftnet.config.transformer.Scenario.of;
import static net.weftnet.config.transformer.Scenario.policy;
import static net.weftnet.config.transformer.Scenario.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Random edits of all that rules look at. Names are few, so that objects meet; many edits are refused by the datastore,
 * since something they refer to is not there or they delete what is in use.
 */
final class RandomIntent {
    private static final List<String> NETWORKS = List.of("a", "b", "c", "d");
    private static final List<String> POLICIES = List.of("p", "q", "r");
    private static final List<String> SERVICES = List.of("fw", "nat", "ids");
    private static final List<String> GROUPS = List.of("g", "h");

    private static final String MACHINE = "de300000-0000-4000-8000-0000000000a1";

    private final Random random;

    RandomIntent(long seed) {
        random = new Random(seed);
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    /** {@return one edit} */
    String edit() {
        return switch (random.nextInt(23)) {
            case 0, 1, 2, 3 -> network();
            case 4, 5, 6, 7 -> policy(pick(POLICIES), rules());
            case 8 -> group();
            case 9 -> oneIn(2) ? template() : service();
            case 10 -> tuple();
            case 11, 12 -> port();
            case 13 -> address();
            case 14 -> vpn();
            case 15 -> router();
            case 16 -> oneIn(3) ? settings() : bgp();
            case 17 -> routes();
            case 18 -> machine();
            case 19 -> firewall();
            default -> removal();
        };
    }

    private String network() {
        var content = new ArrayList<String>();
        var uses = POLICIES.stream()
                .filter(_ -> oneIn(2))
                .map(policy -> "{'fq-name': '~" + policy + "'"
                        + (oneIn(3) ? "" : ", 'sequence': {'major': " + random.nextInt(3) + ", 'minor': 0}")
                        + (oneIn(6) ? ", 'timer': {'start-time': '2026-01-01T00:00:00Z'}" : "") + "}")
                .toList();
        content.add("'network-policy': [" + String.join(", ", uses) + "]");
        content.add("'network-ipam': [{'fq-name': '~ipam', 'ipam-subnets': [{'subnet': '10." + random.nextInt(3)
                + ".0.0/16'}, {'subnet': '2001:db8:" + random.nextInt(3) + "::/64'}]}]");
        if (oneIn(3)) {
            content.add("'" + pick("", "import-", "export-") + "route-target-list': {'route-target': ['target:1:"
                    + random.nextInt(3) + "']}");
        }
        if (oneIn(4)) {
            content.add("'bgpvpn': ['~v']");
        }
        if (oneIn(6)) {
            content.add("'fabric-snat': true");
        }
        if (oneIn(3)) {
            content.add("'multi-policy-service-chains-enabled': true");
        }
        if (oneIn(4)) {
            content.add("'virtual-network-properties': {'allow-transit': true}");
        }
        if (oneIn(4)) {
            content.add("'route-table': ['~t']");
        }
        return object("virtual-network", pick(NETWORKS), String.join(", ", content));
    }

    private String[] rules() {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i ->
                        rule("rule" + i, pick("any", "tcp", "icmp", "89"), end(), pick(">", "<>"), end(), actions()))
                .toArray(String[]::new);
    }

    private String end() {
        return switch (random.nextInt(8)) {
            case 0 -> of("any");
            case 1 -> of("local");
            case 2 -> "'subnet': '10." + random.nextInt(3) + ".0.0/16'";
            case 3 -> "'network-policy': '~" + pick(POLICIES) + "'";
            default -> of(pick(NETWORKS));
        };
    }

    private String actions() {
        return switch (random.nextInt(8)) {
            case 0 -> "'simple-action': 'deny'";
            case 1 -> "'simple-action': 'pass', 'mirror-to': {'analyzer-name': '~" + pick(SERVICES) + "'}";
            case 2, 3 ->
                "'simple-action': 'pass', 'apply-service': ['~" + pick(SERVICES) + "']"
                        + (oneIn(2) ? ", 'service-properties': {'retain-as-path': true}" : "");
            case 4 -> "'simple-action': 'pass', 'apply-service': ['~fw', '~nat']";
            case 5 -> "'log': true";
            default -> "'simple-action': 'pass'";
        };
    }

    private String group() {
        var rules = IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> "{'rule-uuid': 's" + i + "', 'src-addresses': [{'index': 1, 'security-group': '"
                        + pick("~g", "~h", "any") + "'}], 'dst-addresses': [{'index': 1, 'security-group': 'local'}]}")
                .toList();
        return object(
                "security-group",
                pick(GROUPS),
                "'security-group-entries': {'policy-rule': [" + String.join(", ", rules) + "]}");
    }

    private String template() {
        var name = pick("one", "two");
        return TestStore.replace(
                "/domain=default-domain/service-template=" + name,
                "service-template': [{'name': '" + name + "', 'service-template-properties': {'version': 2,"
                        + " 'service-type': '" + pick("firewall", "analyzer") + "', 'service-mode': '"
                        + pick("transparent", "in-network", "in-network-nat") + "'}}]");
    }

    private String service() {
        return object(
                "service-instance",
                pick(SERVICES),
                "'service-template': ['default-domain:" + pick("one", "two") + "']"
                        + ", 'service-instance-properties': {'left-virtual-network': '~" + pick(NETWORKS) + "'"
                        + (oneIn(5) ? ", 'service-virtualization-type': 'physical-device'" : "") + "}");
    }

    private String tuple() {
        var name = pick("t1", "t2");
        return TestStore.replace(
                TestStore.PROJECT + "/service-instance=" + pick(SERVICES) + "/port-tuple=" + name,
                "port-tuple': [{'name': '" + name + "'}]");
    }

    private String port() {
        var content = new ArrayList<String>();
        content.add("'virtual-network': '~" + pick(NETWORKS) + "'");
        if (!oneIn(3)) {
            content.add("'port-tuple': ['~" + pick(SERVICES) + ':' + pick("t1", "t2") + "']");
            content.add("'virtual-machine-interface-properties': {'service-interface-type': '" + pick("left", "right")
                    + "'}");
        }
        if (oneIn(4)) {
            content.removeIf(property -> property.startsWith("'port-tuple'"));
            content.add("'virtual-machine': '" + MACHINE + "'");
        }
        if (oneIn(5)) {
            content.removeIf(property -> property.startsWith("'virtual-machine-interface-properties'"));
            content.add(
                    "'virtual-machine-interface-properties': {'interface-mirror': {'mirror-to': {'analyzer-name': '~"
                            + pick(SERVICES) + "'}}}");
        }
        return object("virtual-machine-interface", pick("x", "y", "z"), String.join(", ", content));
    }

    /** A machine of a service without port tuples. */
    private String machine() {
        return TestStore.replace(
                "/virtual-machine=" + MACHINE,
                "virtual-machine': [{'name': '" + MACHINE + "'"
                        + (oneIn(4) ? "" : ", 'service-instance': ['~" + pick(SERVICES) + "']") + "}]");
    }

    private String firewall() {
        return switch (random.nextInt(3)) {
            case 0 -> object("application-policy-set", pick("all", "some"), "'all-applications': " + oneIn(2));
            case 1 ->
                object(
                        "security-logging-object",
                        "slo",
                        "'security-logging-object-rules': {'rule': [{'rule-uuid': 'own'}]}, 'network-policy':"
                                + (oneIn(3) ? "[]" : "[{'fq-name': '~" + pick(POLICIES) + "'}]"));
            default ->
                TestStore.replace(
                        TestStore.PROJECT + "/virtual-network=" + pick(NETWORKS) + "/floating-ip-pool=f",
                        "floating-ip-pool': [{'name': 'f', 'floating-ip': [{'name': '1', 'floating-ip-address':"
                                + " '203.0.113." + random.nextInt(3) + "', 'project': ['default-domain:demo'],"
                                + " 'virtual-machine-interface': ['~" + pick("x", "y") + "']}]}]");
        };
    }

    private String address() {
        var name = pick("i", "j");
        return TestStore.replace(
                "/instance-ip=" + name,
                "instance-ip': [{'name': '" + name + "', 'instance-ip-family': '" + pick("v4", "v6")
                        + "', 'virtual-network': '~" + pick(NETWORKS) + "', 'virtual-machine-interface': ['~"
                        + pick("x", "y", "z") + "']}]");
    }

    private String vpn() {
        return object(
                "bgpvpn", "v", "'import-route-target-list': {'route-target': ['target:7:" + random.nextInt(2) + "']}");
    }

    private String router() {
        return object(
                "logical-router",
                pick("l", "m"),
                "'virtual-machine-interface': ['~" + pick("x", "y") + "', '~z']"
                        + (oneIn(3) ? ", 'logical-router-type': 'vxlan-routing'" : "")
                        + (oneIn(2) ? ", 'configured-route-target-list': {'route-target': ['target:9:9']}" : "")
                        + (oneIn(2) ? ", 'route-table': ['~t']" : ""));
    }

    private String bgp() {
        if (oneIn(2)) {
            var name = pick("c1", "c2", "mx");
            return TestStore.replace(
                    "/bgp-router=" + name,
                    "bgp-router': [{'name': '" + name + "', 'bgp-router-parameters': {'address': '198.18.0.1'"
                            + (oneIn(3) ? ", 'cluster-id': 5" : "")
                            + (oneIn(3)
                                    ? ", 'vendor': 'juniper', 'autonomous-system': 64513"
                                    : ", 'autonomous-system': 64512")
                            + "}}]");
        }
        return object(
                "bgp-as-a-service",
                pick("s1", "s2"),
                "'autonomous-system': 65000, 'virtual-machine-interface': ['~" + pick("x", "y") + "', '~z']"
                        + (oneIn(3) ? ", 'bgpaas-shared': true, 'bgpaas-ip-address': '10.1.0.77'" : ""));
    }

    private String routes() {
        return switch (random.nextInt(4)) {
            case 0 ->
                object(
                        "routing-policy",
                        "rp",
                        "'service-instance': [{'fq-name': '~" + pick(SERVICES) + "', '" + pick("left", "right")
                                + "-sequence': '1'}]");
            case 1 ->
                object(
                        "route-aggregate",
                        "ra",
                        "'service-instance': [{'fq-name': '~" + pick(SERVICES) + "', 'interface-type': '"
                                + pick("left", "right") + "'}]");
            default ->
                object(
                        "route-table",
                        "t",
                        "'routes': {'route': [{'prefix': '10." + random.nextInt(3) + ".0.0/16', 'next-hop': '"
                                + pick("~nat", "10.1.0.9") + "'"
                                + (oneIn(2) ? ", 'next-hop-type': 'ip-address'" : "") + "}]}");
        };
    }

    private String settings() {
        if (oneIn(2)) {
            return TestStore.delete("/global-system-config/allocated-numbers");
        }
        return TestStore.replace(
                "/global-system-config/autonomous-system",
                "autonomous-system': " + pick("64512", "64513", "4200000000"));
    }

    private String removal() {
        return switch (random.nextInt(11)) {
            case 10 -> delete("security-logging-object", "slo");
            case 0, 1 -> delete("virtual-network", pick(NETWORKS));
            case 2 -> delete("network-policy", pick(POLICIES));
            case 3 -> delete("service-instance", pick(SERVICES));
            case 4 -> delete("virtual-machine-interface", pick("x", "y", "z"));
            case 5 -> TestStore.delete("/instance-ip=" + pick("i", "j"));
            case 6 -> delete("logical-router", pick("l", "m"));
            case 7 -> delete("bgp-as-a-service", pick("s1", "s2"));
            case 8 -> TestStore.delete("/bgp-router=" + pick("c1", "c2", "mx"));
            default -> delete("security-group", pick(GROUPS));
        };
    }
}

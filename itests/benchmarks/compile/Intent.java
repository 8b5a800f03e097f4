import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The intent as JSON edits. A project has 100 networks with 10 ports each and ten policies: one that all its networks have,
 * seven that connect two networks, and two that lead the traffic of two networks through a service.
 */
final class Intent {
    static final int NETWORKS = 100;
    private static final int POLICIES = 10;
    private static final int PORTS = 10;
    private static final String DOMAIN = "default-domain";
    private int number;

    /** What every project needs. */
    String base() {
        return edit(
                "",
                "config",
                "{" + list("domain", object(DOMAIN, DOMAIN, list("service-template", object(
                                DOMAIN + ":fw",
                                "fw",
                                "\"service-template-properties\": {\"version\": 2, \"service-type\": \"firewall\","
                                        + " \"service-mode\": \"in-network\"}"))))
                        + ", \"global-system-config\": {\"autonomous-system\": 64512, "
                        + identity("default-global-system-config") + "}}");
    }

    String project(int project) {
        var around = DOMAIN + ":p" + project;
        var networks = IntStream.range(0, NETWORKS).mapToObj(i -> network(project, i)).toList();
        var policies = IntStream.range(0, POLICIES).mapToObj(i -> policy(project, i, 80)).toList();
        var ports = new ArrayList<String>();
        for (int i = 0; i < NETWORKS * PORTS; i++) {
            ports.add(port(project, "port" + i, i / PORTS, ""));
        }
        var services = new ArrayList<String>();
        for (int chain = 0; chain < 2; chain++) {
            var name = around + ":s" + chain;
            services.add(object(name, "s" + chain, "\"service-template\": [\"" + DOMAIN + ":fw\"], "
                    + list("port-tuple", object(name + ":t", "t", ""))));
            for (var side : List.of("left", "right")) {
                ports.add(port(
                        project,
                        "s" + chain + side,
                        20 + 2 * chain + (side.equals("left") ? 0 : 1),
                        ", \"port-tuple\": [\"" + name + ":t\"], \"virtual-machine-interface-properties\":"
                                + " {\"service-interface-type\": \"" + side + "\"}"));
            }
        }
        var content = object(
                around,
                "p" + project,
                list("network-ipam", object(around + ":ipam", "ipam", "")) + ", " + list("virtual-network", networks)
                        + ", " + list("network-policy", policies) + ", " + list("service-instance", services) + ", "
                        + list("virtual-machine-interface", ports));
        return edit("/domain=" + DOMAIN + "/project=p" + project, "project", "[" + content + "]");
    }

    /** Addresses of the services' ports, without which their chains are not made. */
    String addresses(int project) {
        var all = new ArrayList<String>();
        for (var port : List.of("s0left", "s0right", "s1left", "s1right")) {
            var name = "ip-" + project + '-' + port;
            int network = 20 + (port.charAt(1) - '0') * 2 + (port.endsWith("left") ? 0 : 1);
            var content = object(
                    name,
                    name,
                    "\"instance-ip-family\": \"v4\", \"instance-ip-address\": \"10.0.0.9\", \"virtual-network\": \"" + DOMAIN
                            + ":p" + project + ":n" + network + "\", \"virtual-machine-interface\": [\"" + DOMAIN + ":p"
                            + project + ':' + port + "\"]");
            all.add(edit("/instance-ip=" + name, "instance-ip", "[" + content + "]"));
        }
        return String.join(",", all);
    }

    String network(int project, int i) {
        var around = DOMAIN + ":p" + project;
        var uses = new ArrayList<String>(List.of("q0"));
        if (i < 2 * (POLICIES - 3)) {
            uses.add("q" + (1 + i / 2));
        } else if (i >= 20 && i < 24) {
            uses.add("q" + (8 + (i - 20) / 2));
        }
        return object(
                around + ":n" + i,
                "n" + i,
                "\"virtual-network-network-id\": " + ++number + ", \"route-target-number\": " + (8_000_000 + number)
                        + ", \"network-ipam\": [{\"fq-name\": \"" + around
                        + ":ipam\", \"ipam-subnets\": [{\"subnet\": \"10.0.0.0/24\", \"default-gateway\": \"10.0.0.1\"}]}],"
                        + " \"network-policy\": ["
                        + uses.stream()
                                .map(policy -> "{\"fq-name\": \"" + around + ':' + policy
                                        + "\", \"sequence\": {\"major\": " + policy.substring(1) + ", \"minor\": 0}}")
                                .collect(Collectors.joining(", "))
                        + "]");
    }

    String policy(int project, int i, int tcpPort) {
        var around = DOMAIN + ":p" + project;
        var source = "\"virtual-network\": \"local\"";
        var destination = "\"subnet\": \"192.0.2.0/24\"";
        var actions = "\"simple-action\": \"pass\"";
        if (i > 0) {
            int first = i < 8 ? 2 * (i - 1) : 20 + 2 * (i - 8);
            source = "\"virtual-network\": \"" + around + ":n" + first + '"';
            destination = "\"virtual-network\": \"" + around + ":n" + (first + 1) + '"';
        }
        if (i >= 8) {
            actions += ", \"apply-service\": [\"" + around + ":s" + (i - 8) + "\"]";
        }
        return object(
                around + ":q" + i,
                "q" + i,
                "\"network-policy-entries\": {\"policy-rule\": [{\"rule-uuid\": \"r\", \"protocol\": \"tcp\", \"direction\":"
                        + " \"<>\", \"src-addresses\": [{\"index\": 1, " + source
                        + "}], \"dst-addresses\": [{\"index\": 1, " + destination
                        + "}], \"dst-ports\": [{\"start-port\": " + tcpPort + ", \"end-port\": " + tcpPort
                        + "}], \"action-list\": {" + actions + "}}]}");
    }

    String port(int project, String name, int network, String more) {
        var around = DOMAIN + ":p" + project;
        return object(
                around + ':' + name, name, "\"virtual-network\": \"" + around + ":n" + network + '"' + more);
    }

    static String edit(String target, String type, String value) {
        return "{\"operation\": \"replace\", \"target\": \"/weftnet-config:config" + target
                + "\", \"value\": {\"weftnet-config:" + type + "\": " + value + "}}";
    }

    private static String list(String name, String entry) {
        return list(name, List.of(entry));
    }

    private static String list(String name, List<String> entries) {
        return '"' + name + "\": [" + String.join(", ", entries) + ']';
    }

    private static String object(String fqName, String name, String content) {
        return "{\"name\": \"" + name + "\", " + identity(fqName) + (content.isEmpty() ? "" : ", " + content) + '}';
    }

    private static String identity(String fqName) {
        return "\"fq-name\": \"" + fqName + "\", \"uuid\": \""
                + UUID.nameUUIDFromBytes(fqName.getBytes(StandardCharsets.UTF_8)) + '"';
    }
}

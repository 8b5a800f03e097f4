package net.weftnet.config.transformer;

import static net.weftnet.config.transformer.Scenario.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What agents read of the intent itself: the firewall, tags, and floating and alias addresses. */
class FirewallScenariosTest {
    private static final String FOR_ALL = "default-policy-management:default-application-policy-set";

    private Scenario scenario;

    @BeforeEach
    void open() throws Exception {
        scenario = new Scenario();
    }

    @AfterEach
    void checkAndClose() throws Exception {
        scenario.checkEqualsRecomputed();
        scenario.close();
    }

    private static String tag(String name) {
        var parts = name.split("=");
        return TestStore.replace(
                TestStore.PROJECT + "/tag=" + name.replace("=", "%3D"),
                "tag': [{'name': '" + name + "', 'tag-type-name': '" + parts[0] + "', 'tag-value': '" + parts[1]
                        + "'}]");
    }

    @Test
    void firewallPolicyIsWhatItIsMadeOf() throws Exception {
        scenario.commit(
                tag("application=shop"),
                tag("tier=web"),
                object(
                        "service-group",
                        "http",
                        "'service-group-firewall-service-list': {'firewall-service': [{'index': 1, 'protocol': 'tcp',"
                                + " 'dst-ports': {'start-port': 80, 'end-port': 80}}]}"),
                object("address-group", "office", "'address-group-prefix': {'subnet': ['192.0.2.0/24']}"),
                object(
                        "firewall-rule",
                        "fr",
                        "'action-list': {'simple-action': 'pass'}, 'direction': '>', 'service-group': ['~http'],"
                                + " 'endpoint-1': {'address-group': '~office'}, 'endpoint-2': {'tags': ['tier=web']},"
                                + " 'address-group': ['~office'], 'tags': ['~tier=web']"),
                object("firewall-policy", "fp", "'firewall-rule': [{'fq-name': '~fr', 'sequence': '1'}]"),
                object(
                        "application-policy-set",
                        "shop",
                        "'firewall-policy': [{'fq-name': '~fp', 'sequence': '1'}], 'tags': ['~application=shop']"));
        assertEquals(
                List.of(
                        "firewall-policy:fp -firewall-policy-firewall-rule-> firewall-rule:fr",
                        "firewall-rule:fr -firewall-rule-address-group-> address-group:office",
                        "firewall-rule:fr -firewall-rule-service-group-> service-group:http",
                        "firewall-rule:fr -firewall-rule-tag-> tag:tier=web",
                        "project:default-domain:demo -project-firewall-rule-> firewall-rule:fr"),
                scenario.links("firewall-rule", "fr"));
        assertTrue(scenario.links("application-policy-set", "shop")
                .containsAll(List.of(
                        "application-policy-set:shop -application-policy-set-firewall-policy-> firewall-policy:fp",
                        "application-policy-set:shop -application-policy-set-tag-> tag:application=shop")));
        assertEquals(
                "<endpoint-2><tags>tier=web</tags></endpoint-2>",
                scenario.property("firewall-rule", "fr", "endpoint-2"));
    }

    @Test
    void policySetForAllApplicationsIsForAllNodes() throws Exception {
        var link = "application-policy-set:" + FOR_ALL
                + " -application-policy-set-global-vrouter-config-> global-vrouter-config:"
                + "default-global-system-config:default-global-vrouter-config";
        assertTrue(scenario.links("application-policy-set", FOR_ALL).contains(link));
        scenario.commit(TestStore.replace(
                "/policy-management=default-policy-management/application-policy-set=default-application-policy-set/all-applications",
                "all-applications': false"));
        assertTrue(!scenario.links("application-policy-set", FOR_ALL).contains(link));
    }

    @Test
    void policySetForAllApplicationsOfAProjectIsTheProjects() throws Exception {
        scenario.commit(
                object("application-policy-set", "all", "'all-applications': true"),
                object("application-policy-set", "some", ""));
        assertEquals(
                "[\"all\"]",
                scenario.entry("project", "default-domain:demo")
                        .get("application-policy-set")
                        .toString());
        assertTrue(
                scenario.links("project", "default-domain:demo")
                        .contains(
                                "project:default-domain:demo -project-default-application-policy-set-> application-policy-set:all"));
    }

    @Test
    void tagsAreOfWhatIsTagged() throws Exception {
        scenario.commit(
                tag("tier=web"),
                object("virtual-network", "a", ""),
                object("virtual-machine-interface", "v", "'virtual-network': '~a', 'tags': ['~tier=web']"));
        assertTrue(scenario.links("virtual-machine-interface", "v")
                .contains("virtual-machine-interface:v -virtual-machine-interface-tag-> tag:tier=web"));
    }

    @Test
    void floatingAndAliasAddressesLeadToTheNetworkOfTheirPool() throws Exception {
        scenario.commit(
                object(
                        "virtual-network",
                        "public",
                        "'network-ipam': [{'fq-name': '~ipam', 'ipam-subnets': [{'subnet': '203.0.113.0/24'}]}],"
                                + " 'floating-ip-pool': [{'name': 'f'}], 'alias-ip-pool': [{'name': 'a'}]"),
                object("virtual-network", "a", ""),
                object("virtual-machine-interface", "v", "'virtual-network': '~a'"),
                TestStore.replace(
                        TestStore.PROJECT + "/virtual-network=public/floating-ip-pool=f/floating-ip=1",
                        "floating-ip': [{'name': '1', 'project': ['default-domain:demo'], 'virtual-machine-interface': ['~v'],"
                                + " 'floating-ip-address': '203.0.113.9'}]"),
                TestStore.replace(
                        TestStore.PROJECT + "/virtual-network=public/alias-ip-pool=a/alias-ip=1",
                        "alias-ip': [{'name': '1', 'project': ['default-domain:demo'], 'virtual-machine-interface': ['~v'],"
                                + " 'alias-ip-address': '203.0.113.10'}]"));
        assertEquals(
                List.of(
                        "floating-ip-pool:public:f -floating-ip-pool-floating-ip-> floating-ip:public:f:1",
                        "floating-ip:public:f:1 -floating-ip-project-> project:default-domain:demo",
                        "floating-ip:public:f:1 -floating-ip-virtual-machine-interface-> virtual-machine-interface:v"),
                scenario.links("floating-ip", "public:f:1"));
        assertEquals(
                List.of(
                        "alias-ip-pool:public:a -alias-ip-pool-alias-ip-> alias-ip:public:a:1",
                        "alias-ip:public:a:1 -alias-ip-project-> project:default-domain:demo",
                        "alias-ip:public:a:1 -alias-ip-virtual-machine-interface-> virtual-machine-interface:v"),
                scenario.links("alias-ip", "public:a:1"));
        assertTrue(scenario.links("floating-ip-pool", "public:f")
                .contains("virtual-network:public -virtual-network-floating-ip-pool-> floating-ip-pool:public:f"));
    }
}

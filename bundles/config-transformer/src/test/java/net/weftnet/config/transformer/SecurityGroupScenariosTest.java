package net.weftnet.config.transformer;

import static net.weftnet.config.transformer.Scenario.delete;
import static net.weftnet.config.transformer.Scenario.object;
import static net.weftnet.config.transformer.Scenario.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Security groups: the two access control lists of each. */
class SecurityGroupScenariosTest {
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

    private static String group(String name, String... rules) {
        return object(
                "security-group",
                name,
                "'security-group-entries': {'policy-rule': [" + String.join(", ", rules) + "]}");
    }

    private static String in(String uuid, String protocol, String source) {
        return rule(uuid, protocol, source, ">", "'security-group': 'local'", "")
                .replace(", 'action-list': {}", "");
    }

    private static String out(String uuid, String protocol, String destination) {
        return rule(uuid, protocol, "'security-group': 'local'", ">", destination, "")
                .replace(", 'action-list': {}", "");
    }

    @Test
    void groupIsTwoLists() throws Exception {
        scenario.commit(
                group("web", in("1", "tcp", "'subnet': '0.0.0.0/0'"), out("2", "any", "'subnet': '10.0.0.0/8'")));
        assertEquals(List.of("pass 6 0.0.0.0/0 > local"), scenario.acl("web:ingress-access-control-list"));
        assertEquals(List.of("pass any local > 10.0.0.0/8"), scenario.acl("web:egress-access-control-list"));
        scenario.commit(delete("security-group", "web"));
        assertEquals(List.of(), scenario.names("access-control-list", "web"));
    }

    @Test
    void remoteGroupIsItsNumber() throws Exception {
        scenario.commit(
                group("web", in("1", "tcp", "'security-group': '~db'"), in("2", "udp", "'security-group': '~web'")));
        // The other group is not there yet, so it has no ports.
        assertEquals(1, scenario.acl("web:ingress-access-control-list").size());
        scenario.commit(object("security-group", "db", "'configured-security-group-id': 77"));
        assertEquals(
                "pass 6 77 > local",
                scenario.acl("web:ingress-access-control-list").getFirst());
        scenario.commit(delete("security-group", "db"));
        assertEquals(1, scenario.acl("web:ingress-access-control-list").size());
    }

    @Test
    void protocolsAreNumbersAndFamiliesAreKept() throws Exception {
        scenario.commit(group(
                "g",
                in("1", "icmp", "'security-group': 'any'").replace("'rule-uuid'", "'ethertype': 'IPv6', 'rule-uuid'"),
                in("2", "sctp", "'security-group': 'any'"),
                in("3", "89", "'security-group': 'any'")));
        assertEquals(
                List.of("pass 58 -1 > local IPv6", "pass 132 -1 > local", "pass 89 -1 > local"),
                scenario.acl("g:ingress-access-control-list"));
    }
}

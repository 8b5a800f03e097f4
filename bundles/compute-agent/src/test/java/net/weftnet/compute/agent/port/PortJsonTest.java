package net.weftnet.compute.agent.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.weftnet.compute.agent.Demo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortJsonTest {
    /** As OpenContrail's orchestrator plug-in posts it. */
    private static final String PORT =
            """
            {"id": "8f3c1c5e-1111-4a2b-9c3d-000000000001", "instance-id": "f0e1d2c3-2222-4a2b-9c3d-000000000001",
             "ip-address": "10.1.1.3", "ip6-address": "::", "vn-id": "", "display-name": "vm1", "vm-project-id": "",
             "mac-address": "02:8f:3c:1c:5e:01", "system-name": "tap-vm1", "type": 0, "rx-vlan-id": -1,
             "tx-vlan-id": -1, "author": "nova", "time": "2016-01-01"}""";

    @Test
    void readsWhatOrchestratorsPost() throws PortFormatException {
        assertEquals(List.of(Demo.port()), PortJson.parse(PORT));
    }

    @Test
    void readsWhatItWrites() throws PortFormatException {
        assertEquals(
                List.of(Demo.port()), PortJson.parse(PortJson.write(Demo.port()).toString()));
    }

    @Test
    void readsSeveral() throws PortFormatException {
        assertEquals(2, PortJson.parse("[" + PORT + "," + PORT + "]").size());
        assertEquals(List.of(), PortJson.parse("[]"));
    }

    @Test
    void namesEveryFault() {
        var fault = assertThrows(PortFormatException.class, () -> PortJson.parse("{}"));
        assertEquals(
                "id: missing; instance-id: missing; system-name: missing; mac-address: missing", fault.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"8f3c1c5e-1111-4a2b-9c3d-000000000001\" | \"8f3c1c5e\" | id: Invalid UUID",
                "\"8f3c1c5e-1111-4a2b-9c3d-000000000001\" | \"1-1-1-1-1\" | id: Invalid UUID",
                "\"8f3c1c5e-1111-4a2b-9c3d-000000000001\" | 5 | id: not a string",
                "\"tap-vm1\" | \"a-name-of-16-char\" | system-name: 'a-name-of-16-char' cannot be",
                "\"tap-vm1\" | \"../../etc\" | system-name: '../../etc' cannot be",
                "\"tap-vm1\" | \"tap 1\" | system-name: 'tap 1' cannot be",
                "\"tap-vm1\" | null | system-name: missing",
                "02:8f:3c:1c:5e:01 | 02:8f | mac-address: Not a MAC address",
                "02:8f:3c:1c:5e:01 | 01:00:5e:00:00:01 | mac-address: 01:00:5e:00:00:01 is a group address",
                "10.1.1.3 | 10.1.1.300 | ip-address: Not an IP address",
                "10.1.1.3 | fd00::1 | ip-address: fd00::1 is of the other address family",
                "\"::\" | \"10.1.1.3\" | ip6-address: 10.1.1.3 is of the other address family",
                "\"type\": 0 | \"type\": \"vm\" | type: \"vm\" is not a number",
                "\"type\": 0 | \"type\": {} | type: {} is not a number",
                "\"rx-vlan-id\": -1 | \"rx-vlan-id\": 100 | rx-vlan-id: 100 is asked for",
                "\"vn-id\": \"\" | \"vn-id\": [] | vn-id: not a string",
            })
    void namesTheFault(String good, String bad, String message) {
        assertTrue(PORT.contains(good), good);
        var fault = assertThrows(PortFormatException.class, () -> PortJson.parse(PORT.replaceFirst(good, bad)));
        assertTrue(fault.getMessage().contains(message), fault.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "5", "null", "\"port\"", "[5]", "{\"id\": }", "{} {}", "<port/>", "{'id': 'x'}"})
    void refusesWhatIsNoPort(String text) {
        assertThrows(PortFormatException.class, () -> PortJson.parse(text));
    }
}

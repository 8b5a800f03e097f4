package net.weftnet.compute.agent.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import net.weftnet.compute.agent.Demo;
import net.weftnet.compute.agent.api.Port;
import net.weftnet.compute.agent.api.PortConflictException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortTableTest {
    @TempDir
    Path directory;

    private static Port other(String device) {
        var port = Demo.port();
        return new Port(
                UUID.fromString("8f3c1c5e-1111-4a2b-9c3d-000000000002"),
                port.instanceId(),
                device,
                port.macAddress(),
                "",
                "",
                null,
                "",
                null,
                0);
    }

    @Test
    void keepsPortsAcrossRestarts() throws Exception {
        var table = PortTable.open(directory);
        table.plug(List.of(Demo.port(), other("tap-vm2")));
        assertTrue(table.unplug(other("").id()));
        assertFalse(table.unplug(other("").id()));
        assertEquals(List.of(Demo.port()), List.copyOf(PortTable.open(directory).all()));
    }

    @Test
    void givesADeviceToOnePortOnly() throws Exception {
        var table = PortTable.open(directory);
        table.plug(List.of(Demo.port()));
        var conflict = assertThrows(PortConflictException.class, () -> table.plug(List.of(other("tap-vm1"))));
        assertEquals("Device tap-vm1 belongs to port " + Demo.VMI, conflict.getMessage());
        assertThrows(PortConflictException.class, () -> PortTable.open(directory.resolve("new"))
                .plug(List.of(Demo.port(), other("tap-vm1"))));
        assertEquals(1, table.all().size());
    }

    @Test
    void leavesAFileAloneThatIsNoPort() throws Exception {
        PortTable.open(directory).plug(List.of(Demo.port()));
        Files.writeString(directory.resolve("torn.json"), "{\"id\":");
        Files.writeString(directory.resolve("unfinished.json.new"), "{");
        assertEquals(1, PortTable.open(directory).all().size());
        assertTrue(Files.exists(directory.resolve("torn.json")));
    }
}

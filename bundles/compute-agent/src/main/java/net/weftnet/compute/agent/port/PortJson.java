package net.weftnet.compute.agent.port;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import net.weftnet.common.net.IpAddress.Family;
import net.weftnet.compute.agent.api.Port;

/** A port as JSON, with the field names of OpenContrail's vRouter agent (port 9091). */
public final class PortJson {
    private PortJson() {}

    /** Parses one port, or an array of them. */
    public static List<Port> parse(String text) throws PortFormatException {
        JsonElement json;
        try (var reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            json = JsonParser.parseReader(reader);
        } catch (JsonParseException | IOException e) {
            throw new PortFormatException(List.of("Not JSON: " + e.getMessage()));
        }
        var ports = new ArrayList<Port>();
        for (var element : json.isJsonArray() ? json.getAsJsonArray() : List.of(json)) {
            if (!(element instanceof JsonObject object)) {
                throw new PortFormatException(List.of("A port is a JSON object, not " + element));
            }
            ports.add(read(object));
        }
        return ports;
    }

    private static Port read(JsonObject json) throws PortFormatException {
        var fields = new PortFields(json);
        var id = fields.requiredUuid("id");
        var instanceId = fields.requiredUuid("instance-id");
        var systemName = fields.requiredDevice("system-name");
        var macAddress = fields.requiredMac("mac-address");
        var ipAddress = fields.address("ip-address", Family.IPV4);
        var ip6Address = fields.address("ip6-address", Family.IPV6);
        var vnId = fields.uuid("vn-id");
        var displayName = fields.text("display-name");
        var vmProjectId = fields.uuid("vm-project-id");
        int type = fields.number("type", 0);
        fields.requireUntagged("rx-vlan-id");
        fields.requireUntagged("tx-vlan-id");
        if (!fields.faults().isEmpty()
                || id == null
                || instanceId == null
                || systemName == null
                || macAddress == null) {
            throw new PortFormatException(fields.faults());
        }
        return new Port(
                id, instanceId, systemName, macAddress, ipAddress, ip6Address, vnId, displayName, vmProjectId, type);
    }

    /** {@return the port with the fields it is posted with} */
    public static JsonObject write(Port port) {
        var json = new JsonObject();
        json.addProperty("id", port.id().toString());
        json.addProperty("instance-id", port.instanceId().toString());
        json.addProperty("system-name", port.systemName());
        json.addProperty("mac-address", port.macAddress().toString());
        json.addProperty("ip-address", port.ipAddress());
        json.addProperty("ip6-address", port.ip6Address());
        json.addProperty("vn-id", port.vnId() == null ? "" : port.vnId().toString());
        json.addProperty("display-name", port.displayName());
        json.addProperty(
                "vm-project-id",
                port.vmProjectId() == null ? "" : port.vmProjectId().toString());
        json.addProperty("type", port.type());
        json.addProperty("rx-vlan-id", -1);
        json.addProperty("tx-vlan-id", -1);
        return json;
    }
}

package net.weftnet.compute.agent.port;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpAddress.Family;
import net.weftnet.common.net.MacAddress;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a port and collects what is wrong with them, so that the caller hears of all faults at once. */
final class PortFields {
    private static final int DEVICE_NAME_MAX = 15;

    private final JsonObject json;
    private final List<String> faults = new ArrayList<>();

    PortFields(JsonObject json) {
        this.json = json;
    }

    List<String> faults() {
        return faults;
    }

    @Nullable
    UUID uuid(String field) {
        return read(field, text -> {
            var uuid = UUID.fromString(text);
            if (!uuid.toString().equalsIgnoreCase(text)) {
                throw new IllegalArgumentException("Invalid UUID string: " + text);
            }
            return uuid;
        });
    }

    @Nullable
    UUID requiredUuid(String field) {
        return required(field, uuid(field));
    }

    @Nullable
    MacAddress requiredMac(String field) {
        var mac = read(field, MacAddress::parse);
        if (mac != null && mac.isMulticast()) {
            faults.add(field + ": " + mac + " is a group address");
        }
        return required(field, mac);
    }

    /** A device name as Linux allows it: 1 to 15 characters, no white space, slash or colon. */
    @Nullable
    String requiredDevice(String field) {
        var device = text(field);
        if (!device.isEmpty()
                && (device.length() > DEVICE_NAME_MAX
                        || device.equals(".")
                        || device.equals("..")
                        || !device.chars().allMatch(c -> c > ' ' && c < 127 && c != '/' && c != ':'))) {
            faults.add(field + ": '" + device + "' cannot be the name of a device");
        }
        return required(field, device.isEmpty() ? null : device);
    }

    /** An address literal; the empty text and the unspecified address mean none. */
    String address(String field, Family family) {
        var address = read(field, IpAddress::parse);
        if (address == null || address.high() == 0 && address.low() == 0) {
            return "";
        }
        if (address.family() != family) {
            faults.add(field + ": " + address + " is of the other address family");
        }
        return address.toString();
    }

    int number(String field, int absent) {
        var value = json.get(field);
        if (value == null || value.isJsonNull()) {
            return absent;
        }
        try {
            return Integer.parseInt(value.getAsJsonPrimitive().getAsString());
        } catch (IllegalStateException | NumberFormatException e) {
            faults.add(field + ": " + value + " is not a number");
            return absent;
        }
    }

    /** VLAN sub-interfaces come with a later milestone; a port that asks for one must not be half served. */
    void requireUntagged(String field) {
        int vlan = number(field, -1);
        if (vlan != -1) {
            faults.add(field + ": " + vlan + " is asked for, but only untagged ports (-1) are supported");
        }
    }

    String text(String field) {
        JsonElement value = json.get(field);
        if (value == null || value.isJsonNull()) {
            return "";
        }
        if (value instanceof JsonPrimitive primitive && primitive.isString()) {
            return primitive.getAsString();
        }
        faults.add(field + ": not a string");
        return "";
    }

    private <T> @Nullable T read(String field, Function<String, T> parse) {
        var text = text(field);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            faults.add(field + ": " + e.getMessage());
            return null;
        }
    }

    private <T> @Nullable T required(String field, @Nullable T value) {
        if (value == null && faults.stream().noneMatch(fault -> fault.startsWith(field + ":"))) {
            faults.add(field + ": missing");
        }
        return value;
    }
}

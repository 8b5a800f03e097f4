package net.weftnet.config.vnc.mapping;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;

/** The property {@code id_perms}: what clients may say of it, and what they get. */
final class IdPerms {
    static final String PROPERTY = "id_perms";
    static final String CREATED = "created";
    static final String LAST_MODIFIED = "last-modified";

    /** What a client decides; the rest is what the system says. */
    private static final List<String> GIVEN = List.of("enable", "description", "user_visible", "creator");

    /** OpenContrail's clients parse times with microseconds and without a zone. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private IdPerms() {}

    /** {@return what is taken over of what a client gives} */
    static JsonElement accepted(JsonElement given) {
        if (!(given instanceof JsonObject object)) {
            return given;
        }
        var accepted = new JsonObject();
        for (var name : GIVEN) {
            var value = object.get(name);
            if (value != null) {
                accepted.add(name, value);
            }
        }
        return accepted;
    }

    /** {@return a time as the modules have it} */
    static String time(Instant instant) {
        return TIME.format(instant) + 'Z';
    }

    /** {@return what a client gets} */
    static JsonObject complete(JsonObject stored, UUID uuid) {
        var result = new JsonObject();
        result.addProperty("enable", true);
        result.addProperty("user_visible", true);
        for (var member : stored.entrySet()) {
            result.add(member.getKey(), member.getValue());
        }
        for (var name : List.of(CREATED, Names.json(LAST_MODIFIED))) {
            if (stored.has(name)) {
                result.addProperty(name, withoutZone(stored.get(name).getAsString()));
            }
        }
        result.add("uuid", numbers(uuid));
        result.add("permissions", permissions());
        return result;
    }

    private static String withoutZone(String time) {
        return TIME.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(time, Instant::from));
    }

    private static JsonObject numbers(UUID uuid) {
        var numbers = new JsonObject();
        numbers.addProperty("uuid_mslong", unsigned(uuid.getMostSignificantBits()));
        numbers.addProperty("uuid_lslong", unsigned(uuid.getLeastSignificantBits()));
        return numbers;
    }

    private static BigInteger unsigned(long bits) {
        return new BigInteger(Long.toUnsignedString(bits));
    }

    /** Those of an object that the administrator made: nobody reads them any more where there is perms2. */
    private static JsonObject permissions() {
        var permissions = new JsonObject();
        permissions.addProperty("owner", "admin");
        permissions.addProperty("owner_access", 7);
        permissions.addProperty("group", "admin");
        permissions.addProperty("group_access", 7);
        permissions.addProperty("other_access", 7);
        return permissions;
    }
}

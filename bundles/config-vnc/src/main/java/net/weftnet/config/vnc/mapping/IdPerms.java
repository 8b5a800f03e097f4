package net.weftnet.config.vnc.mapping;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.weftnet.config.db.api.ObjectTimes.Times;

/** The property {@code id_perms}: what clients may say of it, and what they get. */
final class IdPerms {
    static final String PROPERTY = "id_perms";
    private static final String CREATED = "created";
    private static final String LAST_MODIFIED = "last_modified";

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

    /**
     * {@return what a client gets}
     *
     * @param times of a commit; where there are none, those that the object was imported with
     */
    static JsonObject complete(JsonObject stored, UUID uuid, Optional<Times> times) {
        var result = new JsonObject();
        result.addProperty("enable", true);
        result.addProperty("user_visible", true);
        for (var member : stored.entrySet()) {
            result.add(member.getKey(), member.getValue());
        }
        if (times.isPresent()) {
            result.addProperty(CREATED, TIME.format(times.get().created()));
            result.addProperty(LAST_MODIFIED, TIME.format(times.get().lastModified()));
        } else {
            List.of(CREATED, LAST_MODIFIED).forEach(name -> withoutZone(result, name));
        }
        result.add("uuid", numbers(uuid));
        result.add("permissions", permissions());
        return result;
    }

    private static void withoutZone(JsonObject perms, String name) {
        if (perms.has(name)) {
            var time =
                    DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(perms.get(name).getAsString(), Instant::from);
            perms.addProperty(name, TIME.format(time));
        }
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

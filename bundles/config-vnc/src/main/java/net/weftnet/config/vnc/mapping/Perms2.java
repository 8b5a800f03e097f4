package net.weftnet.config.vnc.mapping;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** The property {@code perms2}: what clients get of an object that nobody gave permissions. */
final class Perms2 {

    private Perms2() {}

    /** {@return the permissions of an object, with OpenContrail's for what was not given} */
    static JsonObject complete(JsonObject stored) {
        var result = new JsonObject();
        result.addProperty("owner", "cloud-admin");
        result.addProperty("owner_access", 7);
        result.addProperty("global_access", 0);
        result.add("share", new JsonArray());
        stored.entrySet().forEach(member -> result.add(member.getKey(), member.getValue()));
        return result;
    }
}

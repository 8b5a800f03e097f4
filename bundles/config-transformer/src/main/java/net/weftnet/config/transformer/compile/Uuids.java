package net.weftnet.config.transformer.compile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;

/** Identities of compiled objects: functions of what they are compiled from, so that they are the same on every node. */
public final class Uuids {
    private Uuids() {}

    /** {@return the identity of what follows from an object} */
    public static String derived(String uuid, String what) {
        return UUID.nameUUIDFromBytes((uuid + ' ' + what).getBytes(UTF_8)).toString();
    }
}

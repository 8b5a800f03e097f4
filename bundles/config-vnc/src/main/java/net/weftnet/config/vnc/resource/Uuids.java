package net.weftnet.config.vnc.resource;

import java.util.Locale;
import java.util.UUID;
import net.weftnet.config.vnc.mapping.VncException;

/** UUIDs in their canonical form, in lower or upper case. */
final class Uuids {

    private Uuids() {}

    /**
     * {@return a UUID}
     *
     * @throws VncException when the text is none
     */
    static UUID parse(String text) throws VncException {
        try {
            var uuid = UUID.fromString(text);
            if (uuid.toString().equals(text.toLowerCase(Locale.ROOT))) {
                return uuid;
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        throw VncException.badRequest("Invalid UUID format: " + text);
    }
}

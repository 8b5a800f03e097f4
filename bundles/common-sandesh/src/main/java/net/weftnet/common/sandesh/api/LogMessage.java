package net.weftnet.common.sandesh.api;

import java.util.List;

/**
 * An event worth keeping.
 *
 * @param name the kind of message, for example {@code XmppPeerUp}
 * @param level how urgent it is
 * @param category what part of the process it is about
 * @param fields its content; a field annotated with {@code key} names an object whose log this belongs to
 */
public record LogMessage(String name, Level level, String category, List<Field> fields) {
    public LogMessage {
        Field.requireName(name);
        fields = List.copyOf(fields);
    }

    /** {@return whether it is about an object (an object log), or about the process (a system log)} */
    public boolean isAboutObject() {
        return fields.stream().anyMatch(field -> field.annotations().containsKey("key"));
    }
}

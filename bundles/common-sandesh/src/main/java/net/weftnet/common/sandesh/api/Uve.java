package net.weftnet.common.sandesh.api;

import java.util.List;

/**
 * The state of one object as this process sees it, whole: what is sent replaces what was sent before.
 *
 * @param type what is told
 * @param key which object of the type's table, for example {@code default-domain:demo:front}
 * @param fields its state; identifiers 1 and 2 are taken by the key and the mark of deletion
 */
public record Uve(UveType type, String key, List<Field> fields) {
    /** Identifier of the field {@code name}, which holds the key. */
    public static final int KEY_FIELD = 1;

    /** Identifier of the field {@code deleted}. */
    public static final int DELETED_FIELD = 2;

    public Uve {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("A UVE needs a key");
        }
        fields = List.copyOf(fields);
        for (var field : fields) {
            if (field.identifier() == KEY_FIELD || field.identifier() == DELETED_FIELD) {
                throw new IllegalArgumentException("Identifier " + field.identifier() + " is taken: " + field.name());
            }
        }
    }
}

package net.weftnet.protocol.xmpp;

import java.util.List;

/**
 * What one {@code <update>} or {@code <delete>} of a {@link Stanza.ConfigUpdate} holds.
 *
 * @param operation whether the items exist with these contents, or exist no more
 */
public record ConfigBlock(Operation operation, List<ConfigItem> items) {

    /** What happened to the items. */
    public enum Operation {
        UPDATE("update"),
        DELETE("delete");

        private final String element;

        Operation(String element) {
            this.element = element;
        }

        String element() {
            return element;
        }
    }

    public ConfigBlock {
        items = List.copyOf(items);
    }
}

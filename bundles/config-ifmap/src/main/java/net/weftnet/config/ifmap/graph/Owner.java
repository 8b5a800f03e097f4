package net.weftnet.config.ifmap.graph;

import java.util.Optional;

/** Who published a metadata element. */
public sealed interface Owner {

    /** {@return the value of the element's {@code ifmap-publisher-id}} */
    String publisherId();

    /** The platform itself, whose metadata no client may change. */
    record Configuration() implements Owner {
        @Override
        public String publisherId() {
            return "config";
        }
    }

    /**
     * A client.
     *
     * @param sessionId the session the element ends with, if it does
     */
    record Client(String publisherId, Optional<String> sessionId) implements Owner {}
}

package net.weftnet.common.runtime.api;

import java.time.Instant;
import java.util.List;

/**
 * Service: what is well on this node and what is not, and since when. Each part that can be unwell opens a subject and
 * tells its level whenever that may have changed; {@code weft status} and {@code weft:health} show the board.
 */
public interface Health {

    /**
     * Opens a subject. Until it tells its level it counts as degraded ("starting"). Opened again under the same name
     * (the bundle was updated), the new one takes the place of the old.
     *
     * @param role the role of the node it belongs to: config, control, compute or analytics
     * @param subject what it is about: {@code xmpp 10.0.0.1:5269}, {@code commit log}
     */
    Subject open(String role, String subject);

    /** {@return the conditions of every open subject, by role and subject} */
    List<Condition> conditions();

    /** One thing that can be well or not. Thread-safe. */
    interface Subject extends AutoCloseable {
        /** It works. */
        void ok(String detail);

        /** It works in part, or is being tried again by itself. */
        void degraded(String problem);

        /** It does not work until someone acts. */
        void failed(String problem);

        /** Takes it off the board. */
        @Override
        void close();
    }

    /** How well a subject is. */
    enum Level {
        OK,
        DEGRADED,
        FAILED
    }

    /**
     * A subject as the board shows it.
     *
     * @param role the role of the node it belongs to
     * @param subject what it is about
     * @param level how well it is
     * @param detail one line for the operator
     * @param since when the level last changed
     */
    record Condition(String role, String subject, Level level, String detail, Instant since) {}
}

package net.weftnet.common.sandesh.api;

import java.util.List;
import java.util.Map;

/**
 * Whiteboard service: answers one kind of synchronous request about this process. Requests come from the collector, on
 * behalf of an operator or of a rule, and from {@code /introspect} over HTTP.
 */
public interface RequestHandler {

    /** {@return the request's name, for example {@code BgpNeighborReq}} */
    String request();

    /** {@return what it is about, in one line for the operator} */
    String description();

    /** {@return the names of the arguments it takes; all may be left out} */
    List<String> arguments();

    /**
     * Answers. Runs on a virtual thread and may block for a while; an answer that takes longer than the asker waits is of no
     * use.
     *
     * @param arguments by name, those that were given
     * @throws IllegalArgumentException if an argument makes no sense; its message is the answer
     */
    Answer answer(Map<String, String> arguments);

    /**
     * An answer.
     *
     * @param name the response's name, for example {@code BgpNeighborListResp}
     * @param fields its content
     */
    record Answer(String name, List<Field> fields) {
        public Answer {
            Field.requireName(name);
            fields = List.copyOf(fields);
        }
    }
}

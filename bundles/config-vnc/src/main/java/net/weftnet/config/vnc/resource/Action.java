package net.weftnet.config.vnc.resource;

import java.io.IOException;
import java.util.Map;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.config.vnc.mapping.VncException;

/**
 * What is neither a collection nor an object.
 *
 * @param path where it is
 * @param name what the homepage calls it
 * @param handlers method → who answers
 */
record Action(String path, String name, Map<String, Handler> handlers) {

    /** Stands in a path for the UUID of an object; clients fill it in as a format of Python. */
    static final String ANY = "%s";

    /** Answers a call. */
    @FunctionalInterface
    interface Handler {
        HttpReply answer(Request request) throws VncException, IOException, InterruptedException;
    }

    static Action of(String path, String name, String method, Handler handler) {
        return new Action(path, name, Map.of(method, handler));
    }
}

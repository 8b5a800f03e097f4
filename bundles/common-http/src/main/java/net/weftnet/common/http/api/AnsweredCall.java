package net.weftnet.common.http.api;

import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A call that is over. Neither query nor bodies are in it: they may have secrets.
 *
 * @param begun when its head had arrived
 * @param listener the listener it came by
 * @param user who called, if it is known
 * @param peer where the call came from
 * @param method the method as sent
 * @param path the path as sent
 * @param status the status of the reply
 * @param entityTag the entity tag of the reply, which names the revision of the data behind it
 * @param took how long it took until the reply was sent
 */
public record AnsweredCall(
        Instant begun,
        String listener,
        Optional<String> user,
        SocketAddress peer,
        String method,
        String path,
        int status,
        Optional<String> entityTag,
        Duration took) {}

package net.weftnet.common.http.server;

import java.util.Optional;

/**
 * What a request asks for (RFC 9112 section 3.2), still percent-encoded.
 *
 * @param path the path
 * @param query what follows the question mark
 */
record RequestTarget(String path, Optional<String> query) {

    /** Takes the target apart; of the absolute form, as sent to a proxy, the authority is left out. */
    static RequestTarget parse(String text) {
        int scheme = text.indexOf("://");
        var local = text;
        if (!text.startsWith("/") && scheme > 0) {
            int slash = text.indexOf('/', scheme + 3);
            local = slash < 0 ? "/" : text.substring(slash);
        }
        int question = local.indexOf('?');
        return question < 0
                ? new RequestTarget(local, Optional.empty())
                : new RequestTarget(local.substring(0, question), Optional.of(local.substring(question + 1)));
    }
}

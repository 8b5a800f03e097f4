package net.weftnet.test;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.weftnet.common.http.api.Caller;
import net.weftnet.common.http.api.HttpCall;

/**
 * A call as the server would hand it over, for tests of routes without a server.
 *
 * @param method the method
 * @param path the path, percent-encoding and all
 * @param query what follows the question mark
 * @param headers one value each; the name's case does not count
 * @param content the body
 * @param caller who calls
 */
public record TestCall(
        String method,
        String path,
        Optional<String> query,
        Map<String, String> headers,
        String content,
        Optional<Caller> caller)
        implements HttpCall {

    /** Takes a method and a target, as in {@code GET /path?query}, and makes a call of nobody without a body. */
    public static TestCall of(String requestLine) {
        return of(requestLine, "");
    }

    /** Takes a method and a target, a body, and headers as {@code Name: value}, and makes a call of nobody. */
    public static TestCall of(String requestLine, String body, String... headers) {
        int space = requestLine.indexOf(' ');
        var target = requestLine.substring(space + 1);
        int question = target.indexOf('?');
        var map = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (var header : headers) {
            int colon = header.indexOf(": ");
            map.put(header.substring(0, colon), header.substring(colon + 2));
        }
        return new TestCall(
                requestLine.substring(0, space),
                question < 0 ? target : target.substring(0, question),
                question < 0 ? Optional.empty() : Optional.of(target.substring(question + 1)),
                map,
                body,
                Optional.empty());
    }

    /** {@return the same call by somebody else} */
    public TestCall as(Caller other) {
        return new TestCall(method, path, query, headers, content, Optional.of(other));
    }

    @Override
    public List<String> headers(String name) {
        return Optional.ofNullable(headers.get(name)).stream().toList();
    }

    @Override
    public InputStream body() {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public SocketAddress peer() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711);
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void onClose(Runnable action) {}
}

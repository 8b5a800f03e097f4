package net.weftnet.config.vnc;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.weftnet.common.http.api.Caller;
import net.weftnet.common.http.api.HttpCall;

/** A call as the server would hand it over. */
record TestCall(
        Caller who, String method, String path, Optional<String> query, Map<String, String> headerMap, InputStream body)
        implements HttpCall {
    private static final Caller ADMIN = new Caller("alice", Set.of("admin"));

    /** Takes a request line and headers as {@code Name: value}. */
    static TestCall of(String requestLine, String body, String... headers) {
        return of(ADMIN, requestLine, body, headers);
    }

    /** The same, of somebody. */
    static TestCall of(Caller who, String requestLine, String body, String... headers) {
        var parts = requestLine.split(" ", 2);
        int question = parts[1].indexOf('?');
        var map = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (var header : headers) {
            var pair = header.split(": ", 2);
            map.put(pair[0], pair[1]);
        }
        return new TestCall(
                who,
                parts[0],
                question < 0 ? parts[1] : parts[1].substring(0, question),
                question < 0 ? Optional.empty() : Optional.of(parts[1].substring(question + 1)),
                map,
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public List<String> headers(String name) {
        return Optional.ofNullable(headerMap.get(name)).stream().toList();
    }

    @Override
    public Optional<Caller> caller() {
        return Optional.of(who);
    }

    @Override
    public SocketAddress peer() {
        return new InetSocketAddress("127.0.0.1", 4711);
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void onClose(Runnable action) {}
}

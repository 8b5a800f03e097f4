package net.weftnet.common.http.server;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import java.io.InputStream;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import net.weftnet.common.http.api.Caller;
import net.weftnet.common.http.api.HttpCall;

/** A request on its connection. */
final class NettyCall implements HttpCall {
    private final Channel channel;
    private final HttpRequest head;
    private final RequestTarget target;
    private final RequestBody body;
    private final Optional<Caller> caller;
    private final AtomicBoolean over = new AtomicBoolean();

    NettyCall(Channel channel, HttpRequest head, RequestTarget target, RequestBody body, Optional<Caller> caller) {
        this.channel = channel;
        this.head = head;
        this.target = target;
        this.body = body;
        this.caller = caller;
    }

    /** The reply is complete: a close from here on no longer concerns the call. */
    void end() {
        over.set(true);
    }

    @Override
    public String method() {
        return head.method().name();
    }

    @Override
    public String path() {
        return target.path();
    }

    @Override
    public Optional<String> query() {
        return target.query();
    }

    @Override
    public List<String> headers(String name) {
        return List.copyOf(head.headers().getAll(name));
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public Optional<Caller> caller() {
        return caller;
    }

    @Override
    public SocketAddress peer() {
        return channel.remoteAddress();
    }

    @Override
    public boolean isOpen() {
        return channel.isActive();
    }

    @Override
    public void onClose(Runnable action) {
        channel.closeFuture().addListener(_ -> {
            if (!over.get()) {
                action.run();
            }
        });
    }

    @Override
    public String toString() {
        return method() + " " + path() + " from " + peer();
    }
}

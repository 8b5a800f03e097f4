package net.weftnet.common.http.server;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import net.weftnet.common.http.api.AnsweredCall;
import net.weftnet.common.http.api.Caller;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;
import net.weftnet.common.http.server.Dispatcher.Decision;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its reply. {@link #run()} is the life of the call's virtual thread, and throws nothing but errors. */
final class Exchange implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Exchange.class);

    private static final SocketAddress UNKNOWN = new InetSocketAddress(0);

    private final Channel channel;
    private final HttpRequest head;
    private final RequestTarget target;
    private final RequestBody body;
    private final Dispatcher dispatcher;
    private final long maxBodyBytes;
    private final SocketAddress peer;
    private final Instant begun = Instant.now();
    private final long startNanos = System.nanoTime();
    private Optional<Caller> caller = Optional.empty();
    private @Nullable NettyCall call;

    Exchange(Channel channel, HttpRequest head, Dispatcher dispatcher, long maxBodyBytes) {
        this.channel = channel;
        this.head = head;
        this.dispatcher = dispatcher;
        this.maxBodyBytes = maxBodyBytes;
        // A channel that has closed meanwhile does not know it any more.
        peer = Objects.requireNonNullElse(channel.remoteAddress(), UNKNOWN);
        target = RequestTarget.parse(head.uri());
        body = new RequestBody(maxBodyBytes, allowed -> channel.config().setAutoRead(allowed));
    }

    RequestBody body() {
        return body;
    }

    @Override
    public void run() {
        boolean sent = false;
        var reply = answer();
        try {
            sent = send(reply);
        } finally {
            dispatcher.answered(over(reply));
            if (!sent) {
                channel.close();
            }
            endCall();
            body.abandon();
        }
    }

    private AnsweredCall over(HttpReply reply) {
        return new AnsweredCall(
                begun,
                dispatcher.listener(),
                caller.map(Caller::name),
                peer,
                head.method().name(),
                target.path(),
                reply.status(),
                Optional.ofNullable(reply.headers().get("ETag")),
                Duration.ofNanos(System.nanoTime() - startNanos));
    }

    private HttpReply answer() {
        if (HttpUtil.getContentLength(head, 0L) > maxBodyBytes) {
            return refuse(refusal(413, "The body is over " + maxBodyBytes + " octets"));
        }
        try {
            var authorization = Optional.ofNullable(head.headers().get(HttpHeaderNames.AUTHORIZATION));
            var decision = dispatcher.decide(
                    head.method().name(), target.path(), authorization, PeerCertificate.of(channel), peer);
            caller = decision.caller();
            return switch (decision) {
                case Decision.Reply(var reply, var _) -> refuse(reply);
                case Decision.Admit(var route, var _) -> call(route);
            };
        } catch (RuntimeException e) {
            return broken(e);
        }
    }

    private HttpReply call(HttpRoute route) {
        if (HttpUtil.is100ContinueExpected(head)) {
            channel.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
        call = new NettyCall(channel, head, target, body, caller);
        try {
            return route.handle(call);
        } catch (InterruptedException _) {
            // The thread is the call's own and ends with the reply: nobody else needs to know.
            return refusal(503, "Interrupted");
        } catch (IOException | RuntimeException e) {
            return broken(e);
        }
    }

    /** Without having read the body; a client that waits for "100 Continue" will not send it, so the connection ends. */
    private HttpReply refuse(HttpReply reply) {
        return HttpUtil.is100ContinueExpected(head) ? reply.with("Connection", "close") : reply;
    }

    private HttpReply broken(Exception failure) {
        if (RequestFault.rootOf(failure) instanceof RequestFault fault) {
            return refusal(fault.status(), String.valueOf(fault.getMessage()));
        }
        if (channel.isActive()) {
            log.error("{} {}: the call failed", head.method(), target.path(), failure);
        } else {
            log.debug("{} {}: the client went away", head.method(), target.path(), failure);
        }
        return refusal(500, "The call failed; the log of the node says why");
    }

    private HttpReply refusal(int status, String reason) {
        return dispatcher.refusal(target.path(), status, reason, head.headers().getAll(HttpHeaderNames.ACCEPT));
    }

    /** {@return whether the reply was sent whole} */
    private boolean send(HttpReply reply) {
        var stream = new ReplyStream(
                channel,
                reply.status(),
                head.protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0,
                head.method().equals(HttpMethod.HEAD));
        try {
            reply.headers().forEach(stream::header);
            reply.body().writeTo(stream);
            // Before the reply is whole: with "Connection: close" the connection ends right after it.
            endCall();
            stream.finish();
            return true;
        } catch (IOException e) {
            log.debug("{} {}: reply not sent", head.method(), target.path(), e);
            return false;
        } catch (RuntimeException e) {
            // Once a part is sent, only a cut connection can tell the client that the rest is missing.
            return send(stream, broken(e));
        }
    }

    private void endCall() {
        if (call != null) {
            call.end();
        }
    }

    private boolean send(ReplyStream spoiled, HttpReply instead) {
        return !spoiled.hasBegun() && send(instead);
    }
}

package net.weftnet.common.http.server;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.util.Optional;
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

    private final Channel channel;
    private final HttpRequest head;
    private final RequestTarget target;
    private final RequestBody body;
    private final Dispatcher dispatcher;
    private final long maxBodyBytes;
    private @Nullable NettyCall call;

    Exchange(Channel channel, HttpRequest head, Dispatcher dispatcher, long maxBodyBytes) {
        this.channel = channel;
        this.head = head;
        this.dispatcher = dispatcher;
        this.maxBodyBytes = maxBodyBytes;
        target = RequestTarget.parse(head.uri());
        body = new RequestBody(maxBodyBytes, allowed -> channel.config().setAutoRead(allowed));
    }

    RequestBody body() {
        return body;
    }

    @Override
    public void run() {
        boolean sent = false;
        try {
            sent = send(answer());
        } finally {
            if (!sent) {
                channel.close();
            }
            endCall();
            body.abandon();
        }
    }

    private HttpReply answer() {
        if (HttpUtil.getContentLength(head, 0L) > maxBodyBytes) {
            return refuse(refusal(413, "The body is over " + maxBodyBytes + " octets"));
        }
        try {
            var authorization = Optional.ofNullable(head.headers().get(HttpHeaderNames.AUTHORIZATION));
            return switch (dispatcher.decide(head.method().name(), target.path(), authorization)) {
                case Decision.Reply(var reply) -> refuse(reply);
                case Decision.Admit(var route, var caller) -> call(route, caller);
            };
        } catch (RuntimeException e) {
            return broken(e);
        }
    }

    private HttpReply call(HttpRoute route, @Nullable Caller caller) {
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
        var stream =
                new ReplyStream(channel, reply.status(), head.protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0);
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

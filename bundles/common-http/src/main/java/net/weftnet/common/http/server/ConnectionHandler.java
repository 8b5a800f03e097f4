package net.weftnet.common.http.server;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection: one exchange after the other. While a reply is being made, the connection is read on, so that its end is
 * noticed; a pipelined request that arrives early waits. Owned by the connection's event loop.
 *
 * <pre>
 * head ─▶ exchange begins (virtual thread) ─▶ reply sent ─┐
 * content … last content ─▶ request whole ────────────────┴─▶ exchange over ─▶ next request
 * </pre>
 */
final class ConnectionHandler extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(ConnectionHandler.class);

    /** How many parts of early requests wait before the connection is no longer read. */
    private static final int MAX_EARLY = 64;
    /** How long a client may go on sending the body of a request that has got its reply. */
    private static final int LINGER_SECONDS = 5;

    private final Duration patience;
    private final Function<HttpRequest, Exchange> exchanges;
    private final Queue<HttpObject> early = new ArrayDeque<>();
    private @Nullable Exchange current;
    private @Nullable Future<?> deadline;
    private boolean whole;
    private boolean replied;

    /**
     * @param patience how long the head of a request may take; octets alone do not prolong it
     * @param exchanges begins the exchange of a request on this connection
     */
    ConnectionHandler(Duration patience, Function<HttpRequest, Exchange> exchanges) {
        this.patience = patience;
        this.exchanges = exchanges;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        awaitRequest(context);
        super.channelActive(context);
    }

    private void awaitRequest(ChannelHandlerContext context) {
        deadline = context.executor().schedule(() -> context.close(), patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void stopWaiting() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (current != null && whole) {
            early.add((HttpObject) message);
            if (early.size() >= MAX_EARLY) {
                context.channel().config().setAutoRead(false);
            }
            return;
        }
        take(context, (HttpObject) message);
    }

    private void take(ChannelHandlerContext context, HttpObject message) {
        try {
            if (message instanceof HttpRequest head) {
                begin(context, head);
            }
            if (message instanceof HttpContent content && current != null) {
                receive(context, current, content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest head) {
        stopWaiting();
        if (head.decoderResult().isFailure()) {
            refuse(context, head.decoderResult().cause());
            return;
        }
        var exchange = exchanges.apply(head);
        current = exchange;
        whole = false;
        replied = false;
        Thread.ofVirtual().name("http " + head.method() + " " + head.uri()).start(() -> {
            exchange.run();
            tellReplied(context);
        });
    }

    private void tellReplied(ChannelHandlerContext context) {
        try {
            context.executor().execute(() -> replied(context));
        } catch (RejectedExecutionException _) {
            // The listener closed meanwhile, and this connection with it.
        }
    }

    private void receive(ChannelHandlerContext context, Exchange exchange, HttpContent content) {
        if (content.decoderResult().isFailure()) {
            exchange.body().fail(new RequestFault(400, "The body is malformed"));
            context.channel().config().setAutoRead(false);
            return;
        }
        exchange.body().put(content.content());
        if (content instanceof LastHttpContent) {
            exchange.body().complete();
            whole = true;
            endIfOver(context);
        }
    }

    private void replied(ChannelHandlerContext context) {
        replied = true;
        var exchange = current;
        endIfOver(context);
        if (exchange != null && current == exchange) {
            context.executor().schedule(() -> closeIfStill(context, exchange), LINGER_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void closeIfStill(ChannelHandlerContext context, Exchange exchange) {
        if (current == exchange) {
            context.close();
        }
    }

    private void endIfOver(ChannelHandlerContext context) {
        if (!whole || !replied) {
            return;
        }
        current = null;
        while (!early.isEmpty() && (current == null || !whole)) {
            take(context, early.remove());
        }
        if (early.size() < MAX_EARLY) {
            context.channel().config().setAutoRead(true);
        }
        if (current == null) {
            awaitRequest(context);
        }
    }

    private static void refuse(ChannelHandlerContext context, Throwable cause) {
        var status = cause instanceof TooLongHttpLineException
                ? HttpResponseStatus.REQUEST_URI_TOO_LONG
                : cause instanceof TooLongHttpHeaderException
                        ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                        : HttpResponseStatus.BAD_REQUEST;
        log.debug("{}: not a request", context.channel().remoteAddress(), cause);
        var reply = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
        reply.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0).set(HttpHeaderNames.CONNECTION, "close");
        context.writeAndFlush(reply).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (!(event instanceof IdleStateEvent)) {
            super.userEventTriggered(context, event);
        } else if (current != null && !whole && context.channel().config().isAutoRead()) {
            current.body().fail(new RequestFault(408, "The body did not arrive in time"));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        stopWaiting();
        early.forEach(ReferenceCountUtil::release);
        early.clear();
        if (current != null) {
            current.body().fail(new IOException("The connection closed before the body was whole"));
        }
        super.channelInactive(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        log.debug("{}: closing", context.channel().remoteAddress(), cause);
        context.close();
    }
}

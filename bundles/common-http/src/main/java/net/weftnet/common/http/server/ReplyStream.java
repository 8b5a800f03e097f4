package net.weftnet.common.http.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Date;
import java.util.Objects;

/**
 * Sends a reply: in one piece with its length if it fits the buffer, else in chunks. Written by the call's thread, which
 * waits for each chunk to be sent, so that a slow client holds up nobody but its own call.
 */
final class ReplyStream extends OutputStream {
    private static final int BUFFER = 16 * 1024;

    private final Channel channel;
    private final HttpResponseStatus status;
    private final HttpHeaders headers =
            DefaultHttpHeadersFactory.headersFactory().newHeaders();
    private final boolean chunked;
    private final boolean isHead;
    /** As large as was needed yet: most replies are short. */
    private byte[] buffer = new byte[0];

    private int buffered;
    private boolean begun;

    /**
     * A reply.
     *
     * @param chunked whether the client understands chunks; HTTP/1.0 does not, and reads to the end of the connection
     * @param isHead whether it is to a HEAD, which gets no body: one that is not written has no length that could be told
     */
    ReplyStream(Channel channel, int status, boolean chunked, boolean isHead) {
        this.channel = channel;
        this.chunked = chunked;
        this.isHead = isHead;
        this.status = HttpResponseStatus.valueOf(status);
        headers.set(HttpHeaderNames.DATE, DateFormatter.format(new Date()));
    }

    /** Sets a header; one that carries a line break is refused. */
    void header(String name, String value) {
        headers.set(name, value);
    }

    /** {@return whether the client has got a part of the reply, so that it cannot be replaced by another} */
    boolean hasBegun() {
        return begun;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, source.length);
        int from = offset;
        int left = length;
        while (left > 0) {
            if (buffered == BUFFER) {
                flush();
            }
            int count = Math.min(left, BUFFER - buffered);
            makeRoom(count);
            System.arraycopy(source, from, buffer, buffered, count);
            buffered += count;
            from += count;
            left -= count;
        }
    }

    private void makeRoom(int count) {
        int needed = buffered + count;
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(BUFFER, Math.max(needed, 2 * buffer.length)));
        }
    }

    @Override
    public void flush() throws IOException {
        if (!begun) {
            begun = true;
            var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status, headers);
            HttpUtil.setTransferEncodingChunked(head, chunked);
            channel.write(head);
        }
        if (buffered > 0) {
            await(channel.writeAndFlush(new DefaultHttpContent(takeBuffered())));
        } else {
            channel.flush();
        }
    }

    /** Sends the end of the reply. */
    void finish() throws IOException {
        if (begun) {
            flush();
            await(channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
            return;
        }
        begun = true;
        int length = buffered;
        var whole = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, takeBuffered());
        whole.headers().set(headers);
        if (isHead && length == 0) {
            HttpUtil.setTransferEncodingChunked(whole, chunked);
        } else if (status.code() != HttpResponseStatus.NO_CONTENT.code()
                && status.code() != HttpResponseStatus.NOT_MODIFIED.code()) {
            whole.headers().set(HttpHeaderNames.CONTENT_LENGTH, length);
        }
        await(channel.writeAndFlush(whole));
    }

    private ByteBuf takeBuffered() {
        var octets = Unpooled.copiedBuffer(buffer, 0, buffered);
        buffered = 0;
        return octets;
    }

    private static void await(ChannelFuture sent) throws IOException {
        try {
            sent.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while sending the reply");
        }
        if (!sent.isSuccess()) {
            throw new IOException("The connection closed before the reply was sent", sent.cause());
        }
    }
}

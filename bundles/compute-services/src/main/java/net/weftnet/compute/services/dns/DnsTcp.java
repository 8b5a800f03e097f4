package net.weftnet.compute.services.dns;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.weftnet.compute.services.packet.TcpSegment;

/**
 * As much of TCP as a name server next to its clients needs, without any state: who connects is answered out of what its own
 * segment says, and a segment that holds a whole question is answered at once. Nothing is sent again: a client that lost the
 * answer sends its question again, since the answer is also what acknowledges it.
 */
final class DnsTcp {
    /** What fits into a frame of 1,500 octets with all headers, and tunnels further on. */
    private static final int SEGMENT = 1360;

    private static final int LENGTH = 2;

    private DnsTcp() {}

    /** {@return the question in a segment, if it holds one and nothing else} */
    static Optional<ByteBuffer> question(TcpSegment segment) {
        var payload = segment.payload();
        if (segment.has(TcpSegment.RST)
                || segment.has(TcpSegment.SYN)
                || payload.remaining() <= LENGTH
                || Short.toUnsignedInt(payload.getShort(0)) != payload.remaining() - LENGTH) {
            return Optional.empty();
        }
        return Optional.of(payload.slice(LENGTH, payload.remaining() - LENGTH));
    }

    /** {@return what a segment without a question is answered with, if anything} */
    static Optional<TcpSegment> control(TcpSegment segment) {
        if (segment.has(TcpSegment.RST)) {
            return Optional.empty();
        }
        if (segment.has(TcpSegment.SYN)) {
            return Optional.of(reply(segment, initialSequence(segment), TcpSegment.SYN | TcpSegment.ACK, EMPTY));
        }
        if (segment.payload().hasRemaining()) {
            // A question in pieces: whoever asks so would wait for ever.
            return Optional.of(reply(segment, segment.acknowledgement(), TcpSegment.RST | TcpSegment.ACK, EMPTY));
        }
        return segment.has(TcpSegment.FIN)
                ? Optional.of(reply(segment, segment.acknowledgement(), TcpSegment.FIN | TcpSegment.ACK, EMPTY))
                : Optional.empty();
    }

    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    /** Only the workload itself sees it, so it need not be hard to guess. */
    private static int initialSequence(TcpSegment segment) {
        return Objects.hash(segment.ends(), segment.sequence());
    }

    /** {@return the segments that answer a question} */
    static List<TcpSegment> answer(TcpSegment question, byte[] message) {
        var stream = ByteBuffer.allocate(LENGTH + message.length)
                .putShort((short) message.length)
                .put(message)
                .flip();
        var segments = new ArrayList<TcpSegment>();
        int sequence = question.acknowledgement();
        for (int at = 0; at < stream.limit(); at += SEGMENT) {
            int length = Math.min(SEGMENT, stream.limit() - at);
            boolean isLast = at + length == stream.limit();
            int flags = TcpSegment.ACK
                    | (isLast ? TcpSegment.PSH : 0)
                    | (isLast && question.has(TcpSegment.FIN) ? TcpSegment.FIN : 0);
            segments.add(reply(question, sequence + at, flags, stream.slice(at, length)));
        }
        return segments;
    }

    private static TcpSegment reply(TcpSegment to, int sequence, int flags, ByteBuffer payload) {
        return new TcpSegment(to.ends().reply(), sequence, to.end(), flags, payload);
    }
}

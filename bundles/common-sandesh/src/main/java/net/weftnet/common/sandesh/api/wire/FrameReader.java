package net.weftnet.common.sandesh.api.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads messages from a connection. Used by one thread. */
public final class FrameReader {
    private final InputStream in;
    private final int longest;

    /** A message, and how many octets it took. */
    public record Received(SandeshMessage message, int octets) {}

    /**
     * Reads from a stream, which should be buffered.
     *
     * @param longest the most octets a frame may have
     */
    public FrameReader(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /**
     * Waits for the next message.
     *
     * @return the message, or nothing when the other end closed the connection between two messages
     * @throws SandeshException if what came is not a message; the reader is of no more use
     */
    public Optional<Received> next() throws IOException, SandeshException {
        var open = in.readNBytes(Frames.OPEN_LENGTH);
        if (open.length == 0) {
            return Optional.empty();
        }
        requireWhole(open, Frames.OPEN_LENGTH);
        int length = length(new String(open, StandardCharsets.ISO_8859_1));
        var rest = in.readNBytes(length - Frames.OPEN_LENGTH);
        requireWhole(rest, length - Frames.OPEN_LENGTH);
        var frame = new String(open, StandardCharsets.ISO_8859_1) + new String(rest, StandardCharsets.UTF_8);
        if (!frame.endsWith(Frames.CLOSE)) {
            throw new SandeshException("A frame of " + length + " octets that does not end there");
        }
        return Optional.of(new Received(MessageReader.read(frame), length));
    }

    private int length(String open) throws SandeshException {
        var digits = open.substring(Frames.OPEN_START.length(), Frames.OPEN_LENGTH - Frames.OPEN_END.length());
        if (!open.startsWith(Frames.OPEN_START)
                || !open.endsWith(Frames.OPEN_END)
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new SandeshException("Not the beginning of a frame");
        }
        long length = Long.parseLong(digits);
        if (length < Frames.SHORTEST || length > longest) {
            throw new SandeshException("A frame of " + length + " octets, of " + longest + " at most");
        }
        return (int) length;
    }

    private static void requireWhole(byte[] octets, int length) throws EOFException {
        if (octets.length < length) {
            throw new EOFException("The connection ended within a frame");
        }
    }
}

package net.weftnet.protocol.bgp.message;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.weftnet.protocol.bgp.BgpError;
import net.weftnet.protocol.bgp.BgpException;
import net.weftnet.protocol.bgp.Octets;

/** NOTIFICATION: why the session ends. The numbers may be ones that we do not know. */
public record Notification(int code, int subcode, Octets data) implements BgpMessage {
    /** Octets of UTF-8 that a shutdown communication may have (RFC 9003). */
    public static final int MAX_COMMUNICATION = 255;

    @Override
    public int type() {
        return 3;
    }

    public static Notification of(BgpError error) {
        return of(error, Octets.EMPTY);
    }

    public static Notification of(BgpError error, Octets data) {
        return new Notification(error.code(), error.subcode(), data);
    }

    /** {@return what to answer to a message that ends the session} */
    public static Notification of(BgpException cause) {
        return of(cause.error(), cause.data());
    }

    /**
     * {@return a shutdown or reset by the operator}
     *
     * @param error {@code ADMINISTRATIVE_SHUTDOWN} or {@code ADMINISTRATIVE_RESET}
     * @param communication for the operator of the other end, empty for none; cut to 255 octets, at a character
     */
    public static Notification administrative(BgpError error, String communication) {
        var octets = communication.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(octets.length, MAX_COMMUNICATION);
        while (length < octets.length && (octets[length] & 0xc0) == 0x80) {
            length--;
        }
        if (length == 0) {
            return of(error);
        }
        var data = new byte[1 + length];
        data[0] = (byte) length;
        System.arraycopy(octets, 0, data, 1, length);
        return of(error, Octets.of(data));
    }

    /** {@return this reason, as one that no graceful restart follows (RFC 8538)} */
    public Notification asHardReset() {
        var wrapped = Unpooled.buffer(2 + data.length());
        wrapped.writeByte(code).writeByte(subcode);
        data.write(wrapped);
        return of(BgpError.HARD_RESET, Octets.read(wrapped, wrapped.readableBytes()));
    }

    public boolean isHardReset() {
        return is(BgpError.HARD_RESET);
    }

    /** {@return the reason inside a hard reset; this one, if it is none} */
    public Notification reason() {
        if (!isHardReset() || data.length() < 2) {
            return this;
        }
        var inner = Unpooled.wrappedBuffer(data.toBytes());
        return new Notification(
                inner.readUnsignedByte(), inner.readUnsignedByte(), Octets.read(inner, inner.readableBytes()));
    }

    private boolean is(BgpError error) {
        return code == error.code() && subcode == error.subcode();
    }

    /** {@return what the operator of the other end has to say, if it is a shutdown or reset with a communication} */
    public Optional<String> communication() {
        if (!is(BgpError.ADMINISTRATIVE_SHUTDOWN) && !is(BgpError.ADMINISTRATIVE_RESET)
                || data.length() < 2
                || data.at(0) > data.length() - 1) {
            return Optional.empty();
        }
        var text = new String(data.toBytes(), 1, data.at(0), StandardCharsets.UTF_8);
        // RFC 9003 section 6: it may try to play tricks on a terminal.
        return Optional.of(text.replaceAll("\\p{Cntrl}", " "));
    }

    /** {@return for example {@code administrative shutdown (6/2): back at noon}} */
    @Override
    public String toString() {
        var text = BgpError.of(code, subcode).map(BgpError::toString).orElse("error " + code + "/" + subcode);
        if (isHardReset() && data.length() >= 2) {
            return text + ": " + reason();
        }
        return communication().map(message -> text + ": " + message).orElse(text);
    }
}

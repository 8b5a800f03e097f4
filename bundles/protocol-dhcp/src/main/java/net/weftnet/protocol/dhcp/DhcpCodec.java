package net.weftnet.protocol.dhcp;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.MacAddress;

/**
 * DHCP messages to and from the payload of UDP (RFC 2131 section 2):
 *
 * <pre>
 *   op 1  htype 1  hlen 1  hops 1  xid 4  secs 2  flags 2  ciaddr 4  yiaddr 4  siaddr 4  giaddr 4
 *   chaddr 16  sname 64  file 128  cookie 4  options
 * </pre>
 *
 * Options in {@code file} and {@code sname} (option overload) are read; what is written has them all in their own field.
 */
public final class DhcpCodec {
    private static final int REQUEST = 1;
    private static final int REPLY = 2;
    private static final int ETHERNET = 1;
    private static final int MAC_LENGTH = 6;
    private static final int BROADCAST = 0x8000;
    private static final int HARDWARE = 28;
    private static final int SERVER_NAME = 44;
    private static final int FILE = 108;
    private static final int COOKIE = 236;
    private static final int OPTIONS = 240;
    private static final int MAGIC = 0x63825363;
    /** What BOOTP clients expect at least. */
    private static final int SHORTEST = 300;
    /** What fits an Ethernet frame. */
    private static final int LONGEST = 1472;

    private static final int PAD = 0;
    private static final int END = 255;
    private static final int OVERLOAD = 52;
    private static final int OVERLOADS_FILE = 1;
    private static final int OVERLOADS_SERVER_NAME = 2;

    private DhcpCodec() {}

    /**
     * Reads a message.
     *
     * @throws DhcpException if it is not one, or not of a client on Ethernet
     */
    public static DhcpMessage decode(ByteBuffer payload) throws DhcpException {
        var in = payload.slice();
        if (in.remaining() < OPTIONS) {
            throw new DhcpException("A DHCP message of " + in.remaining() + " octets");
        }
        int operation = in.get(0);
        if (operation != REQUEST && operation != REPLY) {
            throw new DhcpException("Operation " + operation);
        }
        if (in.get(1) != ETHERNET || in.get(2) != MAC_LENGTH) {
            throw new DhcpException("Hardware type " + in.get(1) + " with addresses of " + in.get(2) + " octets");
        }
        if (in.getInt(COOKIE) != MAGIC) {
            throw new DhcpException("No DHCP options");
        }
        var mac = new byte[MAC_LENGTH];
        in.get(HARDWARE, mac);
        return new DhcpMessage(
                operation == REPLY,
                in.getInt(4),
                (in.getShort(10) & BROADCAST) != 0,
                IpAddress.ofIpv4(in.getInt(12)),
                IpAddress.ofIpv4(in.getInt(16)),
                IpAddress.ofIpv4(in.getInt(24)),
                MacAddress.ofBytes(mac),
                decodeOptions(in));
    }

    private static Map<Integer, Octets> decodeOptions(ByteBuffer in) throws DhcpException {
        var options = new TreeMap<Integer, Octets>();
        decodeOptions(in.slice(OPTIONS, in.remaining() - OPTIONS), options);
        var overload = options.remove(OVERLOAD);
        if (overload == null || overload.length() != 1) {
            return options;
        }
        if ((overload.get(0) & OVERLOADS_FILE) != 0) {
            decodeOptions(in.slice(FILE, COOKIE - FILE), options);
        }
        if ((overload.get(0) & OVERLOADS_SERVER_NAME) != 0) {
            decodeOptions(in.slice(SERVER_NAME, FILE - SERVER_NAME), options);
        }
        options.remove(OVERLOAD);
        return options;
    }

    private static void decodeOptions(ByteBuffer in, Map<Integer, Octets> options) throws DhcpException {
        while (in.hasRemaining()) {
            int code = in.get() & 0xff;
            if (code == END) {
                return;
            }
            if (code == PAD) {
                continue;
            }
            int length = in.hasRemaining() ? in.get() & 0xff : Integer.MAX_VALUE;
            if (length > in.remaining()) {
                throw new DhcpException("Option " + code + " goes on behind the end of its field");
            }
            var value = new byte[length];
            in.get(value);
            options.merge(code, Octets.of(value), Octets::plus);
        }
    }

    /**
     * {@return the payload}
     *
     * @throws IllegalArgumentException if it does not fit an Ethernet frame
     */
    public static byte[] encode(DhcpMessage message) {
        var out = ByteBuffer.allocate(LONGEST);
        out.put((byte) (message.isReply() ? REPLY : REQUEST))
                .put((byte) ETHERNET)
                .put((byte) MAC_LENGTH);
        out.putInt(4, message.transaction());
        out.putShort(10, (short) (message.isBroadcast() ? BROADCAST : 0));
        out.put(12, message.client().toBytes()).put(16, message.yours().toBytes());
        out.put(24, message.relay().toBytes());
        out.put(HARDWARE, message.hardware().toBytes());
        out.putInt(COOKIE, MAGIC);
        out.position(OPTIONS);
        // Clients expect to learn first what the message is about.
        message.option(DhcpOption.MESSAGE_TYPE.code())
                .ifPresent(type -> encode(DhcpOption.MESSAGE_TYPE.code(), type, out));
        message.options().forEach((code, value) -> {
            if (code != DhcpOption.MESSAGE_TYPE.code()) {
                encode(code, value, out);
            }
        });
        if (!out.hasRemaining()) {
            throw tooLong();
        }
        out.put((byte) END);
        var octets = new byte[Math.max(SHORTEST, out.position())];
        out.get(0, octets);
        return octets;
    }

    /** A long value is written in pieces (RFC 3396). */
    private static void encode(int code, Octets value, ByteBuffer out) {
        var octets = value.toBytes();
        int at = 0;
        do {
            int length = Math.min(255, octets.length - at);
            if (out.remaining() < 2 + length) {
                throw tooLong();
            }
            out.put((byte) code).put((byte) length).put(octets, at, length);
            at += length;
        } while (at < octets.length);
    }

    private static IllegalArgumentException tooLong() {
        return new IllegalArgumentException("The options do not fit into one DHCP message");
    }
}

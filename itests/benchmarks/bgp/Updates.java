import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Messages of BGP as octets, the same for every speaker under test: routes of VPNs (RFC 4364) in AS 64512. Route {@code i} is
 * 10.x.y.z/32 with x.y.z = i; each UPDATE has its own next hop, and so its own attributes.
 */
final class Updates {
    static final int AS = 64512;
    /** So many route distinguishers and targets there are. */
    static final int VRFS = 1000;

    private static final int HEADER = 19;
    private static final int OPEN = 1;
    private static final int UPDATE = 2;
    private static final int NOTIFICATION = 3;
    private static final int KEEPALIVE = 4;
    private static final int LABEL_OF_WITHDRAWAL = 0x800000;
    private static final int MESSAGE = 4096;

    private Updates() {}

    /** @param address of the sender, its identifier too */
    static ByteBuffer open(int address) {
        var out = start(OPEN);
        out.put((byte) 4).putShort((short) AS).putShort((short) 180).putInt(address);
        out.put((byte) 16).put((byte) 2).put((byte) 14);
        out.put((byte) 1).put((byte) 4).putShort((short) 1).put((byte) 0).put((byte) 128);
        out.put((byte) 2).put((byte) 0);
        out.put((byte) 65).put((byte) 4).putInt(AS);
        return end(out);
    }

    static ByteBuffer keepalive() {
        return end(start(KEEPALIVE));
    }

    /** {@return the UPDATE with {@code count} routes from {@code first}; each distinguisher has its target} */
    static ByteBuffer announce(int number, int first, int count) {
        var out = start(UPDATE).putShort((short) 0).putShort((short) 0);
        int attributes = out.position();
        int nextHop = 172 << 24 | 16 << 16 | 1 + number % 60_000;
        out.put(new byte[] {0x40, 1, 1, 0, 0x40, 2, 0, 0x40, 5, 4, 0, 0, 0, 100});
        out.put(new byte[] {(byte) 0xc0, 16, 16, 0, 2}).putShort((short) AS).putInt(number % VRFS);
        out.put(new byte[] {3, 12, 0, 0, 0, 0, 0, 13});
        out.put(new byte[] {(byte) 0x90, 14}).putShort((short) (17 + 16 * count));
        out.putShort((short) 1).put((byte) 128).put((byte) 12).putLong(0).putInt(nextHop).put((byte) 0);
        routes(out, number, first, count, -1);
        out.putShort(attributes - 2, (short) (out.position() - attributes));
        return end(out);
    }

    /** {@return the UPDATE that takes these routes back} */
    static ByteBuffer withdraw(int number, int first, int count) {
        var out = start(UPDATE).putShort((short) 0).putShort((short) (7 + 16 * count));
        out.put(new byte[] {(byte) 0x90, 15}).putShort((short) (3 + 16 * count));
        out.putShort((short) 1).put((byte) 128);
        routes(out, number, first, count, LABEL_OF_WITHDRAWAL);
        return end(out);
    }

    /** @param label of all of them, -1 for one each */
    private static void routes(ByteBuffer out, int number, int first, int count, int label) {
        for (int i = first; i < first + count; i++) {
            int bits = label >= 0 ? label : 16 + i % 100_000 << 4 | 1;
            out.put((byte) 120).put((byte) (bits >> 16)).putShort((short) bits);
            out.putShort((short) 0).putShort((short) AS).putInt(number % VRFS);
            out.putInt(10 << 24 | i);
        }
    }

    private static ByteBuffer start(int type) {
        var out = ByteBuffer.allocate(MESSAGE);
        out.putLong(-1).putLong(-1).putShort((short) 0).put((byte) type);
        return out;
    }

    private static ByteBuffer end(ByteBuffer out) {
        out.putShort(16, (short) out.position());
        return ByteBuffer.wrap(Arrays.copyOf(out.array(), out.position()));
    }

    /** What a message that was received is about. */
    interface Reader {
        void open();

        void keepalive();

        /** @param reachable whether the route is announced, not withdrawn */
        void route(int number, boolean reachable);
    }

    /**
     * Reads as many whole messages as there are.
     *
     * @return how many UPDATEs there were
     * @throws IllegalStateException if there is a NOTIFICATION
     */
    static int read(ByteBuffer in, Reader reader) {
        int updates = 0;
        while (in.remaining() >= HEADER) {
            int start = in.position();
            int length = in.getShort(start + 16) & 0xffff;
            if (in.remaining() < length) {
                break;
            }
            switch (in.get(start + 18)) {
                case OPEN -> reader.open();
                case KEEPALIVE -> reader.keepalive();
                case UPDATE -> {
                    updates++;
                    update(in, start + HEADER, reader);
                }
                case NOTIFICATION ->
                    throw new IllegalStateException(
                            "NOTIFICATION " + in.get(start + HEADER) + "/" + in.get(start + HEADER + 1));
                default -> throw new IllegalStateException("Message of type " + in.get(start + 18));
            }
            in.position(start + length);
        }
        return updates;
    }

    private static void update(ByteBuffer in, int body, Reader reader) {
        int at = body + 2 + (in.getShort(body) & 0xffff);
        int end = at + 2 + (in.getShort(at) & 0xffff);
        at += 2;
        while (at < end) {
            int flags = in.get(at);
            int type = in.get(at + 1);
            int length = (flags & 0x10) == 0 ? in.get(at + 2) & 0xff : in.getShort(at + 2) & 0xffff;
            at += (flags & 0x10) == 0 ? 3 : 4;
            if (type == 14) {
                routes(in, at + 5 + (in.get(at + 3) & 0xff), at + length, true, reader);
            } else if (type == 15) {
                routes(in, at + 3, at + length, false, reader);
            }
            at += length;
        }
    }

    private static void routes(ByteBuffer in, int start, int end, boolean reachable, Reader reader) {
        int at = start;
        while (at < end) {
            at += 1 + ((in.get(at) & 0xff) + 7) / 8;
            reader.route(in.getInt(at - 4) & 0xffffff, reachable);
        }
    }
}

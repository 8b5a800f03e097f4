import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sessions with the speaker under test, all on one thread: some bring in routes, all count those they are told. */
final class Load implements AutoCloseable {
    private static final long LIMIT = TimeUnit.MINUTES.toNanos(10);

    private final Selector selector;
    private final List<Session> sessions = new ArrayList<>();

    Load() throws IOException {
        selector = Selector.open();
    }

    /** {@return the address of a session's end} */
    static String address(int session) {
        return "127.0." + (1 + session / 200) + "." + (1 + session % 200);
    }

    /** One session: what is still to be sent, and what it has been told. */
    static final class Session implements Updates.Reader {
        private final SocketChannel channel;
        private final SelectionKey key;
        private final ByteBuffer in = ByteBuffer.allocate(1 << 20).flip();
        private final List<ByteBuffer> out = new ArrayList<>();
        private int sent;
        private final BitSet told = new BitSet();
        private int count;
        private long updates;
        private boolean established;

        Session(Selector selector, String from, InetSocketAddress to) throws IOException {
            channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            channel.connect(to);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            key = channel.register(selector, SelectionKey.OP_READ, this);
            send(Updates.open(ByteBuffer.wrap(InetAddress.getByName(from).getAddress()).getInt()));
        }

        void send(ByteBuffer message) {
            out.add(message.duplicate());
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }

        private void write() throws IOException {
            while (sent < out.size()) {
                var some = out.subList(sent, Math.min(out.size(), sent + 512)).toArray(ByteBuffer[]::new);
                channel.write(some);
                while (sent < out.size() && !out.get(sent).hasRemaining()) {
                    sent++;
                }
                if (some[some.length - 1].hasRemaining()) {
                    return;
                }
            }
            out.clear();
            sent = 0;
            key.interestOps(SelectionKey.OP_READ);
        }

        private void read() throws IOException {
            in.compact();
            int read = channel.read(in);
            in.flip();
            if (read < 0) {
                throw new EOFException("The speaker closed the session of " + channel.getLocalAddress());
            }
            updates += Updates.read(in, this);
        }

        @Override
        public void open() {
            send(Updates.keepalive());
        }

        @Override
        public void keepalive() {
            established = true;
        }

        @Override
        public void route(int number, boolean reachable) {
            if (told.get(number) != reachable) {
                told.set(number, reachable);
                count += reachable ? 1 : -1;
            }
        }

        /** {@return how many different routes it has been told and not taken back} */
        int count() {
            return count;
        }

        boolean hasSentAll() {
            return out.isEmpty();
        }

        long updates() {
            return updates;
        }

        void close() throws IOException {
            key.cancel();
            channel.close();
        }
    }

    /** Connects a session, trying for a minute. */
    Session connect(int number, InetSocketAddress to) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (true) {
            try {
                var session = new Session(selector, address(number), to);
                sessions.add(session);
                return session;
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    void end(Session session) throws IOException {
        sessions.remove(session);
        session.close();
    }

    void awaitEstablished() throws IOException {
        await("sessions", () -> sessions.stream().allMatch(session -> session.established));
    }

    /** Sends and receives until something is the case. {@return seconds} */
    double await(String what, java.util.function.BooleanSupplier condition) throws IOException {
        long start = System.nanoTime();
        long alive = start;
        while (!condition.getAsBoolean()) {
            selector.select(50);
            for (var key : selector.selectedKeys()) {
                if (key.attachment() instanceof Session session && key.isValid()) {
                    if (key.isReadable()) {
                        session.read();
                    }
                    if (key.isValid() && key.isWritable()) {
                        session.write();
                    }
                }
            }
            selector.selectedKeys().clear();
            long now = System.nanoTime();
            if (now - alive > TimeUnit.SECONDS.toNanos(30)) {
                alive = now;
                sessions.forEach(session -> session.send(Updates.keepalive()));
            }
            if (now - start > LIMIT) {
                throw new IllegalStateException("Waited ten minutes for " + what);
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }

    @Override
    public void close() throws IOException {
        for (var session : sessions) {
            session.close();
        }
        sessions.clear();
        selector.close();
    }
}

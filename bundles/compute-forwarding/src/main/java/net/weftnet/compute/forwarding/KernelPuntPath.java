package net.weftnet.compute.forwarding;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import net.weftnet.compute.forwarding.api.Forwarding;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.ForwardingException.Kind;
import net.weftnet.compute.forwarding.api.PuntCounter;
import net.weftnet.compute.forwarding.api.PuntPath;
import net.weftnet.compute.forwarding.api.PuntPort;
import net.weftnet.compute.forwarding.api.PuntedPacket;
import net.weftnet.compute.forwarding.linux.LinuxException;
import net.weftnet.compute.forwarding.linux.PacketSocket;
import net.weftnet.compute.forwarding.tables.PuntRing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The punt path of the data plane, once that is open. A thread of its own reads the ring, through handles of its own: a
 * purge, which makes a new ring, starts a new one.
 */
final class KernelPuntPath implements PuntPath, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KernelPuntPath.class);

    private final KernelForwarding forwarding;
    private final Path maps;
    private final List<Consumer<PuntedPacket>> consumers = new CopyOnWriteArrayList<>();
    private final Forwarding.Registration registration;
    private volatile @Nullable PacketSocket socket;
    private @Nullable Reader reader;
    private boolean isClosed;

    /** @param directory where the data plane is pinned */
    KernelPuntPath(KernelForwarding forwarding, Path directory) {
        this.forwarding = forwarding;
        maps = new BpfFileSystem(directory).maps();
        registration = forwarding.onReady(this::open);
    }

    private synchronized void open() {
        if (isClosed) {
            return;
        }
        if (reader != null) {
            reader.close();
        }
        try {
            if (socket == null) {
                socket = PacketSocket.open();
            }
            reader = new Reader(PuntRing.open(maps), this::pass);
            reader.start();
        } catch (IOException e) {
            log.error("No answers to workloads: {}", e.getMessage());
        }
    }

    private void pass(PuntedPacket packet) {
        for (var consumer : consumers) {
            try {
                consumer.accept(packet);
            } catch (RuntimeException e) {
                log.error("Interface {}: a receiver of {} packets failed", packet.ifIndex(), packet.reason(), e);
            }
        }
    }

    @Override
    public void putPort(PuntPort port) throws ForwardingException {
        forwarding.change(plane -> plane.tables().punts().put(port));
    }

    @Override
    public void deletePort(int ifIndex) throws ForwardingException {
        forwarding.change(plane -> plane.tables().punts().delete(ifIndex));
    }

    @Override
    public List<PuntPort> ports() throws ForwardingException {
        return forwarding.ask(plane -> plane.tables().punts().dump());
    }

    @Override
    public List<PuntCounter> counters() throws ForwardingException {
        return forwarding.ask(plane -> plane.tables().punts().counters());
    }

    @Override
    public Forwarding.Registration onPunt(Consumer<PuntedPacket> consumer) {
        consumers.add(consumer);
        return () -> consumers.remove(consumer);
    }

    @Override
    public void inject(int ifIndex, byte[] frame) throws ForwardingException {
        var open = socket;
        if (open == null) {
            throw new ForwardingException(Kind.UNAVAILABLE, "The forwarding tables are not open; weft:health says why");
        }
        try {
            open.send(ifIndex, frame);
        } catch (LinuxException e) {
            boolean isGone = e.errno() == LinuxException.ENODEV || e.errno() == LinuxException.ENXIO;
            throw new ForwardingException(
                    isGone ? Kind.NO_DEVICE : Kind.SYSTEM, "Interface " + ifIndex + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        registration.close();
        synchronized (this) {
            isClosed = true;
            if (reader != null) {
                reader.close();
            }
            var open = socket;
            socket = null;
            if (open != null) {
                open.close();
            }
        }
    }

    /** Reads a ring until it is closed. */
    private static final class Reader extends Thread implements AutoCloseable {
        /** How long a close may have to wait. */
        private static final int WAIT_MILLISECONDS = 200;

        private final PuntRing ring;
        private final Consumer<PuntedPacket> consumer;
        private volatile boolean isClosed;

        Reader(PuntRing ring, Consumer<PuntedPacket> consumer) {
            super("punt");
            setDaemon(true);
            this.ring = ring;
            this.consumer = consumer;
        }

        @Override
        public void run() {
            try (ring) {
                while (!isClosed) {
                    ring.await(WAIT_MILLISECONDS);
                    ring.drain(consumer);
                }
            } catch (LinuxException e) {
                log.error("Punted packets are not read any more: {}", e.getMessage());
            }
        }

        /** Returns when the ring is let go, unless the reader itself closes it. */
        @Override
        public void close() {
            isClosed = true;
            if (Thread.currentThread() == this) {
                return;
            }
            try {
                join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

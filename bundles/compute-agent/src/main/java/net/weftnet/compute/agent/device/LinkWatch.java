package net.weftnet.compute.agent.device;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Devices by the C library of Linux: names by {@code if_nametoindex}, changes by an rtnetlink socket that listens to the
 * kernel's link group. The messages are not read but counted as "look again", so none can be misread; and since they may
 * be lost (the socket's buffer is full), the listener is also called once a second.
 *
 * <p>Both see the network namespace this process was started in, whatever is mounted on {@code /sys}.
 */
public final class LinkWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LinkWatch.class);

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_NONBLOCK_CLOEXEC = 3 | 0x800 | 0x80000;
    private static final int NETLINK_ROUTE = 0;
    private static final int RTMGRP_LINK = 1;
    private static final short POLLIN = 1;
    private static final int POLL_MILLIS = 1000;

    /** {@code struct sockaddr_nl} of linux/netlink.h. */
    private static final MemoryLayout SOCKADDR_NL = MemoryLayout.structLayout(
            JAVA_SHORT.withName("family"), JAVA_SHORT, JAVA_INT.withName("pid"), JAVA_INT.withName("groups"));

    private static final VarHandle FAMILY = SOCKADDR_NL.varHandle(PathElement.groupElement("family"));
    private static final VarHandle GROUPS = SOCKADDR_NL.varHandle(PathElement.groupElement("groups"));

    /** {@code struct pollfd} of poll(2). */
    private static final MemoryLayout POLLFD =
            MemoryLayout.structLayout(JAVA_INT.withName("fd"), JAVA_SHORT.withName("events"), JAVA_SHORT);

    private static final VarHandle FD = POLLFD.varHandle(PathElement.groupElement("fd"));
    private static final VarHandle EVENTS = POLLFD.varHandle(PathElement.groupElement("events"));

    private static final MethodHandle IF_NAMETOINDEX = function("if_nametoindex", JAVA_INT, ADDRESS);
    private static final MethodHandle SOCKET = function("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle BIND = function("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle POLL = function("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle RECV = function("recv", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle CLOSE = function("close", JAVA_INT, JAVA_INT);

    private final int socket;
    private volatile boolean closed;

    private LinkWatch(Runnable changed) throws IOException {
        socket = open();
        Thread.ofPlatform().name("weft-links").daemon().start(() -> listen(changed));
    }

    /**
     * Begins to watch.
     *
     * @param changed called on a thread of its own when devices may have changed, and once a second
     */
    public static LinkWatch start(Runnable changed) throws IOException {
        return new LinkWatch(changed);
    }

    private static MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
    }

    /** {@return the kernel's number of the device of this name, if there is one} */
    public static OptionalInt index(String name) {
        if (name.isEmpty()) {
            return OptionalInt.empty();
        }
        try (var arena = Arena.ofConfined()) {
            int index = (int) IF_NAMETOINDEX.invokeExact(arena.allocateFrom(name));
            return index == 0 ? OptionalInt.empty() : OptionalInt.of(index);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static int open() throws IOException {
        try (var arena = Arena.ofConfined()) {
            int fd = (int) SOCKET.invokeExact(AF_NETLINK, SOCK_RAW_NONBLOCK_CLOEXEC, NETLINK_ROUTE);
            if (fd < 0) {
                throw new IOException("socket(AF_NETLINK) failed");
            }
            var address = arena.allocate(SOCKADDR_NL);
            FAMILY.set(address, 0L, (short) AF_NETLINK);
            GROUPS.set(address, 0L, RTMGRP_LINK);
            if ((int) BIND.invokeExact(fd, address, (int) SOCKADDR_NL.byteSize()) < 0) {
                close(fd);
                throw new IOException("bind(AF_NETLINK, RTMGRP_LINK) failed");
            }
            return fd;
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private void listen(Runnable changed) {
        try (var arena = Arena.ofConfined()) {
            var poll = arena.allocate(POLLFD);
            FD.set(poll, 0L, socket);
            EVENTS.set(poll, 0L, POLLIN);
            var buffer = arena.allocate(32 * 1024);
            while (!closed) {
                changed.run();
                if ((int) POLL.invokeExact(poll, 1L, POLL_MILLIS) > 0) {
                    drain(buffer);
                }
            }
        } catch (Throwable e) {
            log.error("Devices are no longer watched", unexpected(e));
        } finally {
            close(socket);
        }
    }

    /** One look answers for all messages that are there; an error (a full buffer) is one more reason to look. */
    private void drain(MemorySegment buffer) throws Throwable {
        long received;
        do {
            received = (long) RECV.invokeExact(socket, buffer, buffer.byteSize(), 0);
        } while (received > 0);
    }

    private static void close(int fd) {
        try {
            int _ = (int) CLOSE.invokeExact(fd);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static IllegalStateException unexpected(Throwable e) {
        return new IllegalStateException("A call of the C library failed", e);
    }

    /** Ends the watch; its thread is gone within a second. */
    @Override
    public void close() {
        closed = true;
    }
}

package net.weftnet.compute.forwarding.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The functions of the C library this bundle calls. A failure is an exception with the error the call left in errno. */
public final class LibC {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option KEEP_ERRNO = Linker.Option.captureCallState("errno");
    private static final VarHandle ERRNO =
            Linker.Option.captureStateLayout().varHandle(PathElement.groupElement("errno"));

    private static final MethodHandle SYSCALL = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("syscall"),
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT),
            KEEP_ERRNO,
            Linker.Option.firstVariadicArg(1));
    private static final MethodHandle CLOSE = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle SOCKET =
            function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SEND =
            function("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle RECV =
            function("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle SENDTO = function(
            "sendto", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle POLL =
            function("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle MMAP = function(
            "mmap", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
    private static final MethodHandle MUNMAP = function("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle GETPAGESIZE =
            LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow("getpagesize"), FunctionDescriptor.of(JAVA_INT));
    private static final MethodHandle STRERROR = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));

    /** bpf(2) has no function in the C library, only a number, and that differs by processor. */
    private static final long BPF_NUMBER = System.getProperty("os.arch").equals("aarch64") ? 280 : 321;

    private static final short POLLIN = 1;
    private static final int PROT_READ = 1;
    private static final int PROT_WRITE = 2;
    private static final int MAP_SHARED = 1;

    private LibC() {}

    private static MethodHandle function(String name, FunctionDescriptor type) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, KEEP_ERRNO);
    }

    /**
     * Calls bpf(2).
     *
     * @param what names the command and its object in the exception
     * @return a file descriptor or 0, as the command says
     */
    public static int bpf(String what, int command, MemorySegment attributes) throws LinuxException {
        try (var arena = Arena.ofConfined()) {
            var errno = errnoSegment(arena);
            long result = (long)
                    SYSCALL.invokeExact(errno, BPF_NUMBER, command, attributes, Math.toIntExact(attributes.byteSize()));
            return Math.toIntExact(checked(what, result, errno));
        } catch (LinuxException e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Closes a file descriptor; what goes wrong there helps nobody. */
    public static void close(int descriptor) {
        try (var arena = Arena.ofConfined()) {
            int _ = (int) CLOSE.invokeExact(errnoSegment(arena), descriptor);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int socket(int domain, int type, int protocol) throws LinuxException {
        try (var arena = Arena.ofConfined()) {
            var errno = errnoSegment(arena);
            int descriptor = (int) SOCKET.invokeExact(errno, domain, type, protocol);
            return Math.toIntExact(checked("socket", descriptor, errno));
        } catch (LinuxException e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void send(int socket, MemorySegment message) throws LinuxException {
        transfer(SEND, "send", socket, message);
    }

    static long receive(int socket, MemorySegment buffer) throws LinuxException {
        return transfer(RECV, "recv", socket, buffer);
    }

    private static long transfer(MethodHandle function, String name, int socket, MemorySegment data)
            throws LinuxException {
        try (var arena = Arena.ofConfined()) {
            var errno = errnoSegment(arena);
            return checked(name, (long) function.invokeExact(errno, socket, data, data.byteSize(), 0), errno);
        } catch (LinuxException e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Sends one datagram to an address of the socket's family. */
    static void sendTo(int socket, MemorySegment message, MemorySegment address) throws LinuxException {
        try (var arena = Arena.ofConfined()) {
            var errno = errnoSegment(arena);
            long result = (long) SENDTO.invokeExact(
                    errno, socket, message, message.byteSize(), 0, address, Math.toIntExact(address.byteSize()));
            checked("sendto", result, errno);
        } catch (LinuxException e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Waits until there is something to read, a signal comes, or for so long. */
    public static void awaitReadable(int descriptor, int milliseconds) throws LinuxException {
        try (var arena = Arena.ofConfined()) {
            var errno = errnoSegment(arena);
            // struct pollfd: descriptor 4, events 2, what happened 2.
            var poll = arena.allocate(8, 4);
            poll.set(JAVA_INT, 0, descriptor);
            poll.set(JAVA_SHORT, 4, POLLIN);
            checked("poll", (int) POLL.invokeExact(errno, poll, 1L, milliseconds), errno);
        } catch (LinuxException e) {
            if (e.errno() != LinuxException.EINTR) {
                throw e;
            }
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@return memory that is shared with what the descriptor is of; it is valid until {@link #unmap}} */
    public static MemorySegment mapShared(int descriptor, long offset, long size, boolean isWritable)
            throws LinuxException {
        try (var arena = Arena.ofConfined()) {
            var errno = errnoSegment(arena);
            int protection = isWritable ? PROT_READ | PROT_WRITE : PROT_READ;
            long address = (long) MMAP.invokeExact(errno, 0L, size, protection, MAP_SHARED, descriptor, offset);
            return MemorySegment.ofAddress(checked("mmap", address, errno)).reinterpret(size);
        } catch (LinuxException e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Ends a mapping; what goes wrong there helps nobody. */
    public static void unmap(MemorySegment mapped) {
        try (var arena = Arena.ofConfined()) {
            int _ = (int) MUNMAP.invokeExact(errnoSegment(arena), mapped, mapped.byteSize());
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@return octets of a page of memory} */
    public static int pageSize() {
        try {
            return (int) GETPAGESIZE.invokeExact();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static MemorySegment errnoSegment(Arena arena) {
        return arena.allocate(Linker.Option.captureStateLayout());
    }

    private static long checked(String what, long result, MemorySegment errnoSegment) throws LinuxException {
        if (result >= 0) {
            return result;
        }
        int errno = (int) ERRNO.get(errnoSegment, 0L);
        throw new LinuxException(what, errno, describe(errno));
    }

    /** {@return the text of an error number: {@code No such device}} */
    static String describe(int errno) {
        try {
            var text = (MemorySegment) STRERROR.invokeExact(errno);
            return text.reinterpret(256).getString(0);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Method handles declare Throwable; only a fault in this class throws. */
    private static IllegalStateException unexpected(Throwable e) {
        return new IllegalStateException("A call into the C library failed", e);
    }
}

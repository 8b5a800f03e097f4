package net.weftnet.compute.forwarding;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A network namespace and a thread in it: what the thread opens, attaches or connects is there. */
final class NetworkNamespace implements AutoCloseable {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle OPEN =
            handle("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle SETNS = handle("setns", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CLOSE = handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final int CLONE_NEWNET = 0x4000_0000;

    private final String name;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());

    private NetworkNamespace(String name) {
        this.name = name;
    }

    static NetworkNamespace create(String name) throws Exception {
        Commands.run("ip", "netns", "add", name);
        var namespace = new NetworkNamespace(name);
        namespace.call(() -> {
            enter(name);
            return true;
        });
        namespace.exec("ip", "link", "set", "lo", "up");
        return namespace;
    }

    private static MethodHandle handle(String function, FunctionDescriptor type, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(function), type, options);
    }

    private static void enter(String name) throws Exception {
        try (var arena = Arena.ofConfined()) {
            MemorySegment path = arena.allocateFrom("/run/netns/" + name);
            int descriptor = (int) OPEN.invokeExact(path, 0);
            int result = (int) SETNS.invokeExact(descriptor, CLONE_NEWNET);
            int _ = (int) CLOSE.invokeExact(descriptor);
            if (result != 0) {
                throw new IllegalStateException("setns " + name);
            }
        } catch (Throwable e) {
            throw new IllegalStateException("Enter " + name, e);
        }
    }

    String name() {
        return name;
    }

    <T> Future<T> submit(Callable<T> task) {
        return thread.submit(task);
    }

    /** Runs the task on the thread of the namespace and waits; its exception is thrown as it is. */
    <T> T call(Callable<T> task) throws Exception {
        try {
            return submit(task).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private String[] inside(String... command) {
        var all = new ArrayList<>(List.of("ip", "netns", "exec", name));
        all.addAll(List.of(command));
        return all.toArray(String[]::new);
    }

    String exec(String... command) {
        return Commands.run(inside(command));
    }

    Commands.Result tryExec(String... command) {
        return Commands.tryRun(inside(command));
    }

    @Override
    public void close() {
        thread.shutdownNow();
        Commands.run("ip", "netns", "del", name);
    }
}

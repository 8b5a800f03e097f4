package net.weftnet.compute.forwarding;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.runtime.api.Cancellable;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.bpf.LayoutMismatchException;
import net.weftnet.compute.forwarding.linux.LinuxException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the data plane and attaches the underlay device, tries again while the node does not allow it, and looks now
 * and then whether the device was made anew. State belongs to the owner thread.
 */
final class UnderlayWatch {
    private static final Logger log = LoggerFactory.getLogger(UnderlayWatch.class);
    private static final Duration PATROL = Duration.ofSeconds(10);

    private final OwnerThread owner;
    private final KernelForwarding forwarding;
    private final String underlayDevice;
    private final Health.Subject health;
    private final BackOff backOff;
    private @Nullable Cancellable next;
    private String lastProblem = "";

    UnderlayWatch(
            OwnerThread owner,
            KernelForwarding forwarding,
            String underlayDevice,
            Health.Subject health,
            BackOff backOff) {
        this.owner = owner;
        this.forwarding = forwarding;
        this.underlayDevice = underlayDevice;
        this.health = health;
        this.backOff = backOff;
    }

    /** Looks at once, and from then on by itself. */
    void start() {
        owner.execute(this::look);
    }

    private void look() {
        owner.check();
        if (next != null) {
            next.cancel();
        }
        next = owner.schedule(tryOpen() ? PATROL : backOff.next(), this::look);
    }

    private boolean tryOpen() {
        try {
            forwarding.open();
            var device = forwarding.attachFabric(underlayDevice);
            health.ok("underlay " + device.name() + ", MTU " + device.mtu());
            backOff.reset();
            lastProblem = "";
            return true;
        } catch (IOException e) {
            var problem = explain(e);
            report(problem);
            health.failed(problem);
        } catch (ForwardingException e) {
            report(String.valueOf(e.getMessage()));
            health.degraded("underlay: " + e.getMessage());
        }
        return false;
    }

    private void report(String problem) {
        if (!problem.equals(lastProblem)) {
            lastProblem = problem;
            log.warn("Not forwarding: {}", problem);
        }
    }

    private static String explain(IOException e) {
        return switch (e) {
            case AccessDeniedException denied ->
                "No permission for " + denied.getFile() + ": run the node as root (CAP_BPF and CAP_NET_ADMIN)";
            case LayoutMismatchException mismatch ->
                mismatch.getMessage() + ". They go on forwarding with the programs attached;"
                        + " weft:forwarding-purge replaces them, which stops traffic until the agent has filled new ones";
            case LinuxException refused
            when refused.errno() == LinuxException.EPERM ->
                refused.getMessage() + ": run the node as root (CAP_BPF and CAP_NET_ADMIN)";
            default -> String.valueOf(e.getMessage());
        };
    }
}

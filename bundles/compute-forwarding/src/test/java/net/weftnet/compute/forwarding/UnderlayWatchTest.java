package net.weftnet.compute.forwarding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.OwnerThread;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The node does not allow forwarding yet: it says why, and goes on by itself when it does. */
class UnderlayWatchTest {
    private final OwnerThread owner = OwnerThread.named("watch");
    private final BlockingQueue<String> reports = new LinkedBlockingQueue<>();
    private final Health.Subject health = new Health.Subject() {
        @Override
        public void ok(String detail) {
            reports.add("ok " + detail);
        }

        @Override
        public void degraded(String problem) {
            reports.add("degraded " + problem);
        }

        @Override
        public void failed(String problem) {
            reports.add("failed " + problem);
        }

        @Override
        public void close() {
            reports.add("closed");
        }
    };

    @AfterEach
    void close() {
        owner.close();
    }

    private void watch(KernelForwarding forwarding, String device) {
        var backOff = new BackOff(Duration.ofMillis(10), Duration.ofMillis(20), new Random(1));
        new UnderlayWatch(owner, forwarding, device, health, backOff).start();
    }

    private String next() throws InterruptedException {
        var report = reports.poll(10, TimeUnit.SECONDS);
        return report == null ? "nothing in 10 s" : report;
    }

    @Test
    void saysWhatToDoWithoutABpffs() throws Exception {
        var plain = Files.createTempDirectory("no-bpffs");
        watch(new KernelForwarding(Path.of(plain.toString(), "weft"), ProgramBench.object()), "lo");
        for (int attempt = 0; attempt < 3; attempt++) {
            var report = next();
            assertTrue(report.startsWith("failed No bpffs at " + plain), report);
        }
        owner.close();
        Files.delete(plain);
    }

    @Test
    void waitsForTheUnderlayDevice() throws Exception {
        var device = "wefttest" + ProcessHandle.current().pid() % 10000;
        try (var mount = BpfMount.mount();
                var forwarding = new KernelForwarding(mount.directory().resolve("node"), ProgramBench.object())) {
            watch(forwarding, device);
            var report = next();
            assertTrue(report.startsWith("degraded underlay: No device " + device), report);
            assertTrue(forwarding.isReady());

            Commands.run("ip", "link", "add", device, "mtu", "1600", "type", "veth");
            try {
                do {
                    report = next();
                } while (report.startsWith("degraded"));
                assertEquals("ok underlay " + device + ", MTU 1600", report);
            } finally {
                owner.close();
                Commands.run("ip", "link", "del", device);
            }
        }
    }
}

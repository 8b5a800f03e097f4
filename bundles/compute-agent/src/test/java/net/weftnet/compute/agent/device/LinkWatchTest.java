package net.weftnet.compute.agent.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LinkWatchTest {
    @Test
    void knowsTheNumbersOfDevices() {
        assertEquals(OptionalInt.of(1), LinkWatch.index("lo"));
        assertEquals(OptionalInt.empty(), LinkWatch.index("no-such-device"));
        assertEquals(OptionalInt.empty(), LinkWatch.index(""));
    }

    @Test
    void looksAgainAndAgain() throws Exception {
        var looks = new CountDownLatch(2);
        try (var watch = LinkWatch.start(looks::countDown)) {
            assertTrue(looks.await(30, TimeUnit.SECONDS));
        }
    }
}

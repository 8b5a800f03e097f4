package net.weftnet.control.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestRatesTest {
    private static final UUID ONE = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);
    private static final long SECOND = 1_000_000_000L;

    @Test
    void holdsEachPortToItsRate() {
        var rates = new RequestRates();
        int passed = 0;
        for (int i = 0; i < 1000; i++) {
            passed += rates.permits(ONE, 0) ? 1 : 0;
        }
        assertEquals(RequestRates.BURST, passed);
        assertTrue(rates.permits(OTHER, 0));
        passed = 0;
        for (int i = 0; i < 1000; i++) {
            passed += rates.permits(ONE, SECOND) ? 1 : 0;
        }
        assertEquals(RequestRates.RATE, passed);
    }

    @Test
    void forgetsPortsThatAreQuiet() {
        var rates = new RequestRates();
        for (int i = 0; i < 50_000; i++) {
            assertTrue(rates.permits(new UUID(1, i), i * SECOND));
        }
    }
}

package net.weftnet.compute.forwarding;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import net.weftnet.common.net.IpAddress;
import net.weftnet.compute.forwarding.api.Counter;
import net.weftnet.compute.forwarding.api.Direction;
import net.weftnet.compute.forwarding.api.Flow;
import net.weftnet.compute.forwarding.api.Flow.TcpState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long flows stay, by protocol, port and state. */
class FlowTimeoutsTest {
    private static final IpAddress ADDRESS = IpAddress.parse("10.0.0.1");

    private static Flow flow(int protocol, int localPort, int remotePort, TcpState tcp, boolean isAllowed, long idle) {
        return new Flow(
                new Flow.Key(1, ADDRESS, ADDRESS, localPort, remotePort, protocol),
                Duration.ofHours(1),
                Duration.ofSeconds(idle),
                Counter.ZERO,
                Counter.ZERO,
                1,
                0,
                List.of(),
                isAllowed,
                Direction.FROM_WORKLOAD,
                tcp,
                false,
                ADDRESS);
    }

    @ParameterizedTest
    @CsvSource({
        "17, 1000, 53, NONE, true, 5", // the port of the other end
        "17, 53, 1000, NONE, true, 5", // the port of the workload
        "17, 1000, 54, NONE, true, 200",
        "6, 1000, 80, ESTABLISHED, true, 3600",
        "6, 1000, 80, OPENING, true, 30",
        "6, 1000, 80, CLOSING, true, 30",
        "6, 1000, 80, CLOSED, true, 5",
        "6, 1000, 80, ESTABLISHED, false, 10",
        "89, 0, 0, NONE, true, 7",
        "47, 0, 0, NONE, true, 180" // nothing said
    })
    void flowIsOverAfterItsTime(int protocol, int local, int remote, TcpState tcp, boolean isAllowed, long seconds) {
        var timeouts = FlowTimeouts.parse("udp/53=5, udp=200, tcp=3600, 89=7");
        assertFalse(timeouts.isOver(flow(protocol, local, remote, tcp, isAllowed, seconds)));
        assertTrue(timeouts.isOver(flow(protocol, local, remote, tcp, isAllowed, seconds + 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "udp=", "udp=-1", "upd=5", "udp/=5", "udp/x=5", "=5", "udp=5s"})
    void tellsWhatIsWrong(String text) {
        var e = assertThrows(IllegalArgumentException.class, () -> FlowTimeouts.parse(text));
        assertTrue(e.getMessage().contains(text), e.getMessage());
    }

    @Test
    void nothingSaidIsFine() {
        assertTrue(FlowTimeouts.parse("").isOver(flow(17, 1, 2, TcpState.NONE, true, 181)));
    }
}

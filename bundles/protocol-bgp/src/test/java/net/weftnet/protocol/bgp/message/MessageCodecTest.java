package net.weftnet.protocol.bgp.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.BgpError;
import net.weftnet.protocol.bgp.BgpException;
import net.weftnet.protocol.bgp.Hex;
import net.weftnet.protocol.bgp.Octets;
import net.weftnet.protocol.bgp.SessionOptions;
import net.weftnet.protocol.bgp.message.BgpMessage.Keepalive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageCodecTest {
    private static final String MARKER = "ff".repeat(16);

    private static void checkBothWays(String hex, BgpMessage message) throws BgpException {
        assertEquals(message, Hex.decode(hex, Hex.INTERNAL));
        assertEquals(hex, Hex.encode(message, Hex.INTERNAL));
    }

    @Test
    void aKeepaliveIsAHeader() throws BgpException {
        checkBothWays(MARKER + "001304", new Keepalive());
    }

    @Test
    void routeRefreshes() throws BgpException {
        checkBothWays(Hex.message(5, "0001 00 80"), RouteRefresh.of(AddressFamily.INET_VPN, RouteRefresh.REQUEST));
        checkBothWays(Hex.message(5, "0019 01 46"), RouteRefresh.of(AddressFamily.EVPN, RouteRefresh.BEGIN));
        checkBothWays(Hex.message(5, "0019 02 46"), RouteRefresh.of(AddressFamily.EVPN, RouteRefresh.END));
        checkBothWays(Hex.message(5, "4004 09 47"), new RouteRefresh(0x4004, 9, 0x47));
    }

    @Test
    void aRouteRefreshMarkerHasFourOctets() {
        var message = Hex.message(5, "0001 01 80 00");
        var e = assertThrows(BgpException.class, () -> Hex.decode(message, Hex.INTERNAL));
        assertEquals(BgpError.INVALID_ROUTE_REFRESH_LENGTH, e.error());
        assertEquals(Octets.ofHex(message), e.data());
    }

    @Test
    void notifications() throws BgpException {
        checkBothWays(Hex.message(3, "0400"), Notification.of(BgpError.HOLD_TIMER_EXPIRED));
        checkBothWays(Hex.message(3, "0906 beef"), new Notification(9, 6, Octets.ofHex("beef")));
        assertEquals("error 9/6", new Notification(9, 6, Octets.EMPTY).toString());
    }

    @Test
    void aShutdownMayHaveACommunication() throws BgpException {
        var shutdown = Notification.administrative(BgpError.ADMINISTRATIVE_SHUTDOWN, "back at noon ☕");
        checkBothWays(Hex.message(3, "0602 10 6261636b206174206e6f6f6e20e29895"), shutdown);
        assertEquals("administrative shutdown (6/2): back at noon ☕", shutdown.toString());
        assertEquals(
                Notification.of(BgpError.ADMINISTRATIVE_RESET),
                Notification.administrative(BgpError.ADMINISTRATIVE_RESET, ""));
        var tooLong = Notification.administrative(BgpError.ADMINISTRATIVE_SHUTDOWN, "☕".repeat(100));
        assertEquals(Optional.of("☕".repeat(85)), tooLong.communication());
    }

    @Test
    void communicationsDoNotControlTerminals() {
        var shutdown = Notification.administrative(BgpError.ADMINISTRATIVE_SHUTDOWN, "\u001b[2Jgone");
        assertEquals(Optional.of(" [2Jgone"), shutdown.communication());
        var lying = new Notification(6, 2, Octets.ofHex("ff41"));
        assertEquals(Optional.empty(), lying.communication());
    }

    @Test
    void aHardResetWrapsItsReason() throws BgpException {
        var reason = Notification.administrative(BgpError.ADMINISTRATIVE_SHUTDOWN, "moved");
        var hard = reason.asHardReset();
        checkBothWays(Hex.message(3, "0609 0602 05 6d6f766564"), hard);
        assertTrue(hard.isHardReset());
        assertFalse(reason.isHardReset());
        assertEquals(reason, hard.reason());
        assertEquals(reason, reason.reason());
    }

    @Test
    void aHeaderThatIsNotThereYet() throws BgpException {
        assertEquals(0, MessageCodec.length(Hex.buffer(MARKER + "0013"), Hex.INTERNAL));
    }

    @ParameterizedTest
    @CsvSource({
        "fffffffffffffffffffffffffffffffe 0013 04, CONNECTION_NOT_SYNCHRONIZED, ''",
        "ffffffffffffffffffffffffffffffff 0013 06, BAD_MESSAGE_TYPE, 06",
        "ffffffffffffffffffffffffffffffff 0013 00, BAD_MESSAGE_TYPE, 00",
        "ffffffffffffffffffffffffffffffff 0012 04, BAD_MESSAGE_LENGTH, 0012",
        "ffffffffffffffffffffffffffffffff 0014 04, BAD_MESSAGE_LENGTH, 0014",
        "ffffffffffffffffffffffffffffffff 001c 01, BAD_MESSAGE_LENGTH, 001c",
        "ffffffffffffffffffffffffffffffff 1001 01, BAD_MESSAGE_LENGTH, 1001",
        "ffffffffffffffffffffffffffffffff 0016 02, BAD_MESSAGE_LENGTH, 0016",
        "ffffffffffffffffffffffffffffffff 1001 02, BAD_MESSAGE_LENGTH, 1001",
        "ffffffffffffffffffffffffffffffff 0014 03, BAD_MESSAGE_LENGTH, 0014",
        "ffffffffffffffffffffffffffffffff 0016 05, BAD_MESSAGE_LENGTH, 0016",
    })
    void impossibleHeadersAreRefused(String hex, BgpError error, String data) {
        var e = assertThrows(BgpException.class, () -> MessageCodec.length(Hex.buffer(hex), Hex.INTERNAL));
        assertEquals(error, e.error());
        assertEquals(Octets.ofHex(data), e.data());
    }

    @Test
    void extendedMessagesMayBeLong() throws BgpException {
        var extended = new SessionOptions(true, true, true, Set.of(), Set.of(), Set.of());
        assertEquals(0xffff, MessageCodec.length(Hex.buffer(MARKER + "ffff 02"), extended));
        // RFC 8654 section 4: not an OPEN, and a KEEPALIVE is a header anyway.
        assertThrows(BgpException.class, () -> MessageCodec.length(Hex.buffer(MARKER + "1001 01"), extended));
    }
}

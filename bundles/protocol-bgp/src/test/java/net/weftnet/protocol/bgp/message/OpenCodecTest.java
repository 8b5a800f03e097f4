package net.weftnet.protocol.bgp.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.weftnet.common.net.IpAddress;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.BgpError;
import net.weftnet.protocol.bgp.BgpException;
import net.weftnet.protocol.bgp.Hex;
import net.weftnet.protocol.bgp.Octets;
import net.weftnet.protocol.bgp.capability.Capability;
import net.weftnet.protocol.bgp.capability.Capability.AddPath;
import net.weftnet.protocol.bgp.capability.Capability.EnhancedRouteRefresh;
import net.weftnet.protocol.bgp.capability.Capability.ExtendedMessages;
import net.weftnet.protocol.bgp.capability.Capability.ExtendedNextHop;
import net.weftnet.protocol.bgp.capability.Capability.FourOctetAs;
import net.weftnet.protocol.bgp.capability.Capability.Fqdn;
import net.weftnet.protocol.bgp.capability.Capability.GracefulRestart;
import net.weftnet.protocol.bgp.capability.Capability.LongLivedGracefulRestart;
import net.weftnet.protocol.bgp.capability.Capability.LongLivedGracefulRestart.StaleTime;
import net.weftnet.protocol.bgp.capability.Capability.Multiprotocol;
import net.weftnet.protocol.bgp.capability.Capability.RouteRefresh;
import net.weftnet.protocol.bgp.capability.Capability.Unknown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenCodecTest {
    private static final IpAddress ID = IpAddress.parse("10.0.0.1");
    /** Version 4, AS 64512, hold time 90 s, identifier 10.0.0.1. */
    private static final String FIXED = "04 fc00 005a 0a000001";

    private static Open decode(String body) throws BgpException {
        return (Open) Hex.decode(Hex.message(1, body), Hex.INTERNAL);
    }

    static Stream<Arguments> capabilities() {
        var restart = Map.of(AddressFamily.INET_VPN, true, AddressFamily.EVPN, false);
        return Stream.of(
                arguments("01 04 0001 00 80", new Multiprotocol(AddressFamily.INET_VPN)),
                arguments("01 04 0019 00 46", new Multiprotocol(AddressFamily.EVPN)),
                arguments("01 04 4004 00 47", new Unknown(1, Octets.ofHex("40040047"))),
                arguments("02 00", new RouteRefresh()),
                arguments("05 06 0001 0080 0002", new ExtendedNextHop(Set.of(AddressFamily.INET_VPN))),
                arguments("06 00", new ExtendedMessages()),
                arguments("40 02 0078", new GracefulRestart(false, false, 120, Map.of())),
                arguments("40 0a c03c 000180 80 001946 00", new GracefulRestart(true, true, 60, restart)),
                arguments("41 04 00010000", new FourOctetAs(65536)),
                arguments(
                        "45 08 000180 03 001946 01",
                        new AddPath(Map.of(
                                AddressFamily.INET_VPN,
                                AddPath.Direction.BOTH,
                                AddressFamily.EVPN,
                                AddPath.Direction.RECEIVE))),
                arguments("46 00", new EnhancedRouteRefresh()),
                arguments(
                        "47 07 000180 80 015180",
                        new LongLivedGracefulRestart(Map.of(AddressFamily.INET_VPN, new StaleTime(true, 86400)))),
                arguments("49 06 04 6e6f6465 00", new Fqdn("node", "")),
                arguments("ee 02 beef", new Unknown(0xee, Octets.ofHex("beef"))));
    }

    @ParameterizedTest
    @MethodSource("capabilities")
    void capabilitiesAreReadAndWritten(String hex, Capability capability) throws BgpException {
        int length = Hex.plain(hex).length() / 2;
        var body = FIXED + "%02x02%02x".formatted(length + 2, length) + hex;
        var open = decode(body);
        assertEquals(List.of(capability), open.capabilities());
        assertEquals(Hex.message(1, body), Hex.encode(new Open(64512, 90, ID, List.of(capability)), Hex.INTERNAL));
    }

    @Test
    void anOpenWithoutParameters() throws BgpException {
        assertEquals(new Open(64512, 90, ID, List.of()), decode(FIXED + "00"));
    }

    @Test
    void theFourOctetAsCounts() throws BgpException {
        var body = "04 5ba0 005a 0a000001 08 02 06 41 04 fffffffe";
        var open = decode(body);
        assertEquals(4294967294L, open.as());
        assertEquals(Hex.message(1, body), Hex.encode(open, Hex.INTERNAL));
    }

    @Test
    void capabilitiesMayBeInSeveralParameters() throws BgpException {
        var open = decode(FIXED + "08 02 02 02 00 02 02 46 00");
        assertEquals(List.of(new RouteRefresh(), new EnhancedRouteRefresh()), open.capabilities());
    }

    @Test
    void manyCapabilitiesNeedLongParameters() throws BgpException {
        var names = new Fqdn("n".repeat(200), "d".repeat(50));
        var open = new Open(64512, 90, ID, List.of(names, names));
        var hex = Hex.encode(open, Hex.INTERNAL);
        assertEquals("ffff", hex.substring(56, 60));
        assertEquals(open, Hex.decode(hex, Hex.INTERNAL));
    }

    @Test
    void familiesWeDoNotSpeakAreLeftOut() throws BgpException {
        var restart = new GracefulRestart(false, false, 60, Map.of(AddressFamily.INET, false));
        assertEquals(
                List.of(restart),
                decode(FIXED + "0e 02 0c 40 0a 003c 400447 80 000101 00").capabilities());
        var addPath = new AddPath(Map.of());
        assertEquals(
                List.of(addPath),
                decode(FIXED + "0c 02 0a 45 08 000101 04 400447 01").capabilities());
    }

    @ParameterizedTest
    @CsvSource({
        "03 fc00 005a 0a000001 00, UNSUPPORTED_VERSION",
        "04 0000 005a 0a000001 00, BAD_PEER_AS",
        "04 5ba0 005a 0a000001 08 02 06 41 04 00000000, BAD_PEER_AS",
        "04 fc00 0001 0a000001 00, UNACCEPTABLE_HOLD_TIME",
        "04 fc00 0002 0a000001 00, UNACCEPTABLE_HOLD_TIME",
        "04 fc00 005a 00000000 00, BAD_BGP_IDENTIFIER",
        "04 fc00 005a 0a000001 02 01 00, UNSUPPORTED_OPTIONAL_PARAMETER",
        "04 fc00 005a 0a000001 01, MALFORMED_OPEN",
        "04 fc00 005a 0a000001 00 02, MALFORMED_OPEN",
        "04 fc00 005a 0a000001 01 02, MALFORMED_OPEN",
        "04 fc00 005a 0a000001 03 02 02 02, MALFORMED_OPEN",
        "04 fc00 005a 0a000001 04 02 02 02 01, MALFORMED_OPEN",
        "04 fc00 005a 0a000001 03 02 01 02, MALFORMED_OPEN",
        "04 fc00 005a 0a000001 ff ff, MALFORMED_OPEN",
        "04 fc00 005a 0a000001 ff ff 0002 02 00, MALFORMED_OPEN",
    })
    void malformedOpensAreRefused(String body, BgpError error) {
        assertEquals(error, assertThrows(BgpException.class, () -> decode(body)).error());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01 03 000100",
                "02 01 00",
                "05 05 0001008000",
                "06 01 00",
                "40 03 003c00",
                "41 02 fc00",
                "45 03 000101",
                "46 01 00",
                "47 06 000180800151"
            })
    void capabilitiesOfAWrongLengthAreRefused(String hex) {
        int length = Hex.plain(hex).length() / 2;
        var e = assertThrows(
                BgpException.class, () -> decode(FIXED + "%02x02%02x".formatted(length + 2, length) + hex));
        assertEquals(BgpError.MALFORMED_OPEN, e.error());
    }

    @Test
    void aMalformedNameIsNoReasonToRefuseAPeer() throws BgpException {
        assertEquals(
                List.of(new Unknown(73, Octets.ofHex("0900"))),
                decode(FIXED + "06 02 04 49 02 0900").capabilities());
    }
}

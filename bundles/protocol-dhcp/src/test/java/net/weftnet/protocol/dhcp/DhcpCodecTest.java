package net.weftnet.protocol.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages as clients send them, both ways, and octets that are none. */
class DhcpCodecTest {
    private static final MacAddress MAC = MacAddress.parse("02:8f:3c:1c:5e:01");

    /** A DISCOVER of dhclient: transaction 0x3903f326, host name vm1, parameters 1 28 2 3 15 6 119 12. */
    private static final String DISCOVER = "010106003903f326000000000000000000000000000000000000000"
            + "0028f3c1c5e0100000000000000000000" + "00".repeat(192) + "63825363"
            + "350101" + "0c03766d31" + "370801 1c02030f06770c".replace(" ", "") + "ff";

    private static byte[] octets(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static DhcpMessage decode(byte[] octets) throws DhcpException {
        return DhcpCodec.decode(ByteBuffer.wrap(octets));
    }

    @Test
    void readsDiscover() throws DhcpException {
        var message = decode(octets(DISCOVER));

        assertEquals(Optional.of(DhcpMessage.Type.DISCOVER), message.type());
        assertEquals(0x3903f326, message.transaction());
        assertEquals(MAC, message.hardware());
        assertEquals(DhcpMessage.NONE, message.client());
        assertEquals(
                Map.of(53, Octets.ofByte(1), 12, Octets.parse("766d31"), 55, Octets.parse("011c02030f06770c")),
                message.options());
    }

    @Test
    void writesAndReadsAReply() throws DhcpException {
        var reply = new DhcpMessage(
                true,
                7,
                true,
                DhcpMessage.NONE,
                IpAddress.parse("10.1.1.3"),
                DhcpMessage.NONE,
                MAC,
                Map.of(
                        53,
                        Octets.ofByte(DhcpMessage.Type.ACK.code()),
                        DhcpOption.SUBNET_MASK.code(),
                        Octets.of(IpAddress.parse("255.255.255.0")),
                        43,
                        Octets.of(new byte[600])));
        assertEquals(reply, decode(DhcpCodec.encode(reply)));
    }

    @Test
    void refusesMoreThanFitsAFrame() {
        var message = new DhcpMessage(
                true,
                7,
                true,
                DhcpMessage.NONE,
                DhcpMessage.NONE,
                DhcpMessage.NONE,
                MAC,
                Map.of(43, Octets.of(new byte[1300])));
        assertThrows(IllegalArgumentException.class, () -> DhcpCodec.encode(message));
    }

    @Test
    void readsOptionsInOtherFields() throws DhcpException {
        var octets = octets(DISCOVER.replace("0c03766d31", "3401030000"));
        System.arraycopy(octets("0c02766dff"), 0, octets, 108, 5);
        System.arraycopy(octets("0c0131ff"), 0, octets, 44, 4);
        assertEquals(Optional.of(Octets.parse("766d31")), decode(octets).option(12));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 236})
    void refusesWhatIsNoMessageOfAnEthernetClient(int offset) {
        var octets = octets(DISCOVER);
        octets[offset] = 9;
        assertThrows(DhcpException.class, () -> decode(octets));
    }

    @Test
    void refusesWhatIsCutOff() {
        var octets = octets(DISCOVER);
        for (int length = 0; length < 240; length++) {
            var cut = Arrays.copyOf(octets, length);
            assertThrows(DhcpException.class, () -> decode(cut));
        }
        assertThrows(DhcpException.class, () -> decode(Arrays.copyOf(octets, 241)));
        assertThrows(DhcpException.class, () -> decode(Arrays.copyOf(octets, 242)));
    }

    @Test
    void aTypeThatIsNotKnownIsNone() throws DhcpException {
        for (var type : List.of("350100", "350109", "3501ff")) {
            assertEquals(
                    Optional.empty(),
                    decode(octets(DISCOVER.replace("350101", type))).type());
        }
    }

    @Test
    void anyOctetsAreAMessageOrRefused() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var whole = octets(DISCOVER);
        for (int i = 0; i < 300_000; i++) {
            var octets = whole.clone();
            for (int n = random.nextInt(6); n >= 0; n--) {
                octets[
                                random.nextInt(4) == 0
                                        ? random.nextInt(octets.length)
                                        : 240 + random.nextInt(octets.length - 240)] =
                        (byte) random.nextInt();
            }
            if (random.nextInt(8) == 0) {
                octets = Arrays.copyOf(octets, random.nextInt(octets.length));
            }
            try {
                var message = decode(octets);
                assertEquals(message, decode(DhcpCodec.encode(message)), "seed " + seed);
            } catch (DhcpException e) {
                // Refused, as it should be.
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "domain-name-servers, 10.1.1.2 10.1.1.3, 0a0101020a010103",
        "interface-mtu, 1400, 0578",
        "host-name, vm1, 766d31",
        "lease-time, 4294967295, ffffffff",
        "ip-forwarding, 1, 01",
        "domain-search, a.b example.org, 016101620007 6578616d706c65 036f726700",
        "classless-static-routes, 10.0.0.0/8 10.1.1.1 0.0.0.0/0 10.1.1.2, 080a0a010101 000a010102",
        "200, text, 74657874"
    })
    void readsValuesAsPeopleWriteThem(String name, String value, String hex) {
        int code = DhcpOption.codeOf(name).orElseThrow();
        assertEquals(hex.replace(" ", ""), DhcpOption.parseValue(code, value).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "routers, fd00::1",
        "routers, ten",
        "interface-mtu, 70000",
        "interface-mtu, -1",
        "domain-search, a..b",
        "classless-static-routes, 10.0.0.0/8",
        "lease-time, x"
    })
    void refusesValuesOfAnotherKind(String name, String value) {
        int code = DhcpOption.codeOf(name).orElseThrow();
        assertThrows(IllegalArgumentException.class, () -> DhcpOption.parseValue(code, value));
    }

    @Test
    void knowsNamesAndNumbersOnly() {
        assertEquals(Optional.of(6), DhcpOption.codeOf("6"));
        for (var name : List.of("0", "255", "dns", "")) {
            assertEquals(Optional.empty(), DhcpOption.codeOf(name));
        }
    }

    @Test
    void aHostRouteHasAllOctets() {
        var route = new DhcpOption.Route(IpPrefix.parse("169.254.169.254/32"), IpAddress.parse("10.1.1.1"));
        assertEquals("20a9fea9fe0a010101", DhcpOption.routes(List.of(route)).toString());
    }
}

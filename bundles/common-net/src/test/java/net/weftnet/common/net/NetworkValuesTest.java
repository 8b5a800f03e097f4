package net.weftnet.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkValuesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.1.2",
                "255.255.255.255",
                "::",
                "::1",
                "2001:db8::1",
                "fe80::1:0:0:1",
                "1:0:2:3:4:5:6:7",
                "2001:db8:0:1:1:1:1:1",
                "::ffff:102:304"
            })
    void printsAddressesAsTheyWereParsed(String text) {
        assertEquals(text, IpAddress.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "1.2.3.x",
                "localhost",
                "fe80::1%eth0",
                "1::2::3",
                "1.2.3.4 ",
                "+1.2.3.4",
                "12345::"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThrows(IllegalArgumentException.class, () -> IpAddress.parse(text));
    }

    @Property
    void addressBytesRoundTrip(@ForAll @Size(16) byte[] octets) {
        var address = IpAddress.ofBytes(octets);
        assertEquals(address, IpAddress.ofBytes(address.toBytes()));
        assertEquals(address, IpAddress.parse(address.toString()));
    }

    @Property
    void ipv4RoundTrip(@ForAll int bits) {
        var address = IpAddress.ofIpv4(bits);
        assertEquals(bits, address.ipv4Bits());
        assertEquals(address, IpAddress.parse(address.toString()));
        assertEquals(address, IpAddress.ofBytes(address.toBytes()));
    }

    @Property
    void prefixContainsItsEndsAndNothingPastThem(@ForAll int bits, @ForAll @IntRange(min = 1, max = 32) int length) {
        var prefix = IpPrefix.containing(IpAddress.ofIpv4(bits), length);
        assertTrue(prefix.contains(prefix.address()));
        assertTrue(prefix.contains(prefix.last()));
        assertTrue(prefix.contains(IpAddress.ofIpv4(bits)));
        if (!prefix.last().toString().equals("255.255.255.255")) {
            assertFalse(prefix.contains(prefix.last().plus(1)));
        }
        assertEquals(prefix, IpPrefix.parse(prefix.toString()));
    }

    @Test
    void ipv6PrefixEnds() {
        assertEquals(
                "2001:db8::ffff:ffff:ffff:ffff",
                IpPrefix.parse("2001:db8::/64").last().toString());
        assertTrue(IpPrefix.parse("2001:db8::/32").contains(IpAddress.parse("2001:db8:ffff::1")));
        assertFalse(IpPrefix.parse("::/0").contains(IpAddress.parse("1.2.3.4")));
        assertTrue(IpPrefix.parse("10.0.0.0/8").overlaps(IpPrefix.parse("10.1.0.0/16")));
    }

    @Test
    void namesThePrefixThatWasMeant() {
        var e = assertThrows(IllegalArgumentException.class, () -> IpPrefix.parse("10.1.1.2/24"));
        assertTrue(e.getMessage().contains("10.1.1.0/24"), e.getMessage());
    }

    @Property
    void macRoundTrip(@ForAll @LongRange(min = 0, max = 0xffff_ffff_ffffL) long bits) {
        var mac = new MacAddress(bits);
        assertEquals(mac, MacAddress.parse(mac.toString()));
        assertEquals(mac, MacAddress.ofBytes(mac.toBytes()));
    }

    @Test
    void gatewayMac() {
        assertEquals("00:00:5e:00:01:00", MacAddress.VIRTUAL_GATEWAY.toString());
        assertThrows(IllegalArgumentException.class, () -> MacAddress.parse("00:00:5e:00:01"));
    }

    @ParameterizedTest
    @CsvSource({
        "64512:8000001, 0x0002fc00007a1201",
        "10.1.1.1:7, 0x01020a0101010007",
        "70000:9, 0x0202000111700009",
        "100L:9, 0x0202000000640009"
    })
    void routeTargets(String text, String octets) {
        var target = RouteTarget.parse("target:" + text);
        assertEquals(Long.decode(octets), target.octets());
        assertEquals("target:" + text, target.toString());
        assertEquals(target, RouteTarget.parse(text));
    }

    @Test
    void routeDistinguishers() {
        assertEquals(
                "192.168.1.1:3",
                RouteDistinguisher.ofIpv4(IpAddress.parse("192.168.1.1"), 3).toString());
        assertEquals(
                0x0001_c0a8_0101_0003L,
                RouteDistinguisher.parse("192.168.1.1:3").octets());
        assertThrows(IllegalArgumentException.class, () -> RouteDistinguisher.parse("1.1.1.1:65536"));
        assertThrows(IllegalArgumentException.class, () -> RouteDistinguisher.parse("64512"));
        assertThrows(IllegalArgumentException.class, () -> new RouteDistinguisher(3L << 48));
    }
}

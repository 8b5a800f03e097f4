package net.weftnet.compute.services.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.MacAddress;
import org.junit.jupiter.api.Test;

class PacketTest {
    private static final Endpoints ENDS = new Endpoints(
            MacAddress.parse("02:00:00:00:00:01"),
            MacAddress.VIRTUAL_GATEWAY,
            IpAddress.parse("10.1.1.3"),
            IpAddress.parse("10.1.1.1"),
            40_000,
            53);

    @Test
    void writesUdpWithItsChecksums() throws PacketException {
        var frame = UdpPacket.write(ENDS, "abc".getBytes(StandardCharsets.US_ASCII));
        assertEquals(
                "00005e000100020000000001" + "0800" + "4500001f000040004011" + "24c9" + "0a0101030a010101"
                        + "9c400035000b" + "88fa" + "616263",
                HexFormat.of().formatHex(frame));
        var packet = UdpPacket.read(ByteBuffer.wrap(frame));
        assertEquals(ENDS, packet.ends());
        assertEquals("abc", StandardCharsets.US_ASCII.decode(packet.payload()).toString());
        assertEquals(MacAddress.VIRTUAL_GATEWAY, packet.ends().reply().sourceMac());
    }

    @Test
    void readsWhatFillsAFrameUp() throws PacketException {
        var frame = Arrays.copyOf(UdpPacket.write(ENDS, new byte[1]), 60);
        assertEquals(1, UdpPacket.read(ByteBuffer.wrap(frame)).payload().remaining());
    }

    @Test
    void writesAndReadsTcp() throws PacketException {
        var segment = new TcpSegment(ENDS, -2, 7, TcpSegment.PSH | TcpSegment.FIN, ByteBuffer.wrap(new byte[5]));
        var read = TcpSegment.read(ByteBuffer.wrap(segment.write()));
        assertEquals(segment, read);
        assertEquals(4, read.end());
    }

    @Test
    void refusesFragmentsAndOtherProtocols() {
        var frame = UdpPacket.write(ENDS, new byte[1]);
        assertThrows(PacketException.class, () -> TcpSegment.read(ByteBuffer.wrap(frame)));
        frame[20] = 0x20;
        assertThrows(PacketException.class, () -> UdpPacket.read(ByteBuffer.wrap(frame)));
    }

    @Test
    void anyOctetsAreAPacketOrRefused() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        byte[][] seeds = {
            UdpPacket.write(ENDS, new byte[30]),
            new TcpSegment(ENDS, 1, 2, TcpSegment.ACK, ByteBuffer.allocate(30)).write()
        };
        int accepted = 0;
        for (int i = 0; i < 200_000; i++) {
            var octets = seeds[random.nextInt(2)].clone();
            for (int n = random.nextInt(4); n > 0; n--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt();
            }
            if (random.nextInt(4) == 0) {
                octets = Arrays.copyOf(octets, random.nextInt(octets.length));
            }
            accepted += isPacket(octets) ? 1 : 0;
        }
        assertTrue(accepted > 0, "seed " + seed);
    }

    private static boolean isPacket(byte[] octets) {
        try {
            UdpPacket.read(ByteBuffer.wrap(octets));
            return true;
        } catch (PacketException e) {
            try {
                TcpSegment.read(ByteBuffer.wrap(octets));
                return true;
            } catch (PacketException alsoNot) {
                return false;
            }
        }
    }
}

package net.weftnet.compute.services.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.MacAddress;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.compute.agent.api.ControlRequestException;
import net.weftnet.compute.agent.api.ControlRequests;
import net.weftnet.compute.services.packet.Endpoints;
import net.weftnet.compute.services.packet.PacketException;
import net.weftnet.compute.services.packet.TcpSegment;
import net.weftnet.compute.services.packet.UdpPacket;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Questions of a workload through the proxy, with a control node that can be made to fail. */
class DnsProxyTest {
    private static final UUID PORT = new UUID(0, 1);
    private static final Name VM2 = Name.fromConstantString("vm2.demo.internal.");
    private static final IpAddress GATEWAY = IpAddress.parse("10.1.1.1");

    private final ControlNode control = new ControlNode();
    private final DnsProxy proxy = new DnsProxy(control, Runnable::run);
    private final List<byte[]> frames = new ArrayList<>();

    /** Answers each question with addresses. */
    private static final class ControlNode implements ControlRequests {
        private int asked;
        private boolean isUp = true;
        private int records = 1;
        private long ttl = 60;

        @Override
        public CompletableFuture<List<XmlElement>> ask(Subject subject, UUID port, List<XmlElement> query) {
            asked++;
            if (!isUp) {
                return CompletableFuture.failedFuture(
                        new ControlRequestException(ControlRequestException.UNANSWERED, "down"));
            }
            try {
                var message =
                        new Message(Base64.getDecoder().decode(query.getFirst().text()));
                message.getHeader().setFlag(Flags.QR);
                for (int i = 0; i < records; i++) {
                    message.addRecord(
                            new ARecord(
                                    message.getQuestion().getName(),
                                    DClass.IN,
                                    ttl,
                                    InetAddress.ofLiteral("10.1." + i / 250 + "." + (i % 250 + 1))),
                            Section.ANSWER);
                }
                return CompletableFuture.completedFuture(
                        List.of(XmlElement.ofText("message", Base64.getEncoder().encodeToString(message.toWire()))));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static Endpoints ends(int sourcePort, String destination, int port) {
        return new Endpoints(
                MacAddress.parse("02:00:00:00:00:01"),
                MacAddress.VIRTUAL_GATEWAY,
                IpAddress.parse("10.1.1.3"),
                IpAddress.parse(destination),
                sourcePort,
                port);
    }

    private static Message query(Name name) {
        return Message.newQuery(Record.newRecord(name, Type.A, DClass.IN));
    }

    private static UdpPacket packet(Message query) {
        return new UdpPacket(ends(40_000, "10.1.1.1", 53), ByteBuffer.wrap(query.toWire()));
    }

    private Message ask(Message query) throws PacketException, IOException {
        frames.clear();
        proxy.answer(PORT, packet(query), frames::add);
        assertEquals(1, frames.size());
        var reply = UdpPacket.read(ByteBuffer.wrap(frames.getFirst()));
        assertEquals(ends(40_000, "10.1.1.1", 53).reply(), reply.ends());
        return new Message(reply.payload());
    }

    @Test
    void asksTheControlNodeOnce() throws Exception {
        var first = query(VM2);
        assertEquals(first.getHeader().getID(), ask(first).getHeader().getID());
        var second = query(VM2);
        var reply = ask(second);
        assertEquals(second.getHeader().getID(), reply.getHeader().getID());
        assertEquals(1, reply.getSection(Section.ANSWER).size());
        assertEquals(1, control.asked);
    }

    @Test
    void asksAgainForWhatMustNotBeRemembered() throws Exception {
        control.ttl = 0;
        ask(query(VM2));
        ask(query(VM2));
        assertEquals(2, control.asked);
        control.ttl = 60;
        control.records = 2;
        ask(query(VM2));
        ask(query(VM2));
        assertEquals(4, control.asked);
    }

    @Test
    void answersWithWhatWasSaidLastWhenNobodyIsThere() throws Exception {
        control.ttl = 0;
        ask(query(VM2));
        control.isUp = false;
        assertEquals(Rcode.NOERROR, ask(query(VM2)).getRcode());
        assertEquals(
                Rcode.SERVFAIL,
                ask(query(Name.fromConstantString("other.demo.internal."))).getRcode());
        proxy.forget(PORT);
        assertEquals(Rcode.SERVFAIL, ask(query(VM2)).getRcode());
    }

    @Test
    void aLongAnswerIsCutUnlessTheClientTakesMore() throws Exception {
        control.records = 60;
        assertTrue(ask(query(VM2)).getHeader().getFlag(Flags.TC));
        var query = query(VM2);
        query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
        var reply = ask(query);
        assertEquals(60, reply.getSection(Section.ANSWER).size());
    }

    @Test
    void refusesWhatIsNoQuestion() throws Exception {
        var two = query(VM2);
        two.addRecord(Record.newRecord(VM2, Type.AAAA, DClass.IN), Section.QUESTION);
        assertEquals(Rcode.FORMERR, ask(two).getRcode());
        var notify = query(VM2);
        notify.getHeader().setOpcode(4);
        assertEquals(Rcode.NOTIMP, ask(notify).getRcode());
        assertEquals(0, control.asked);
    }

    @Test
    void answersToAnswersAreNone() {
        var reply = query(VM2);
        reply.getHeader().setFlag(Flags.QR);
        proxy.answer(PORT, packet(reply), frames::add);
        assertEquals(List.of(), frames);
    }

    private TcpSegment segment(int sequence, int acknowledgement, int flags, byte[] payload) {
        return new TcpSegment(ends(40_000, "10.1.1.1", 53), sequence, acknowledgement, flags, ByteBuffer.wrap(payload));
    }

    private List<TcpSegment> exchange(TcpSegment segment) throws PacketException {
        frames.clear();
        proxy.answer(PORT, segment, frames::add);
        var replies = new ArrayList<TcpSegment>();
        for (var frame : frames) {
            replies.add(TcpSegment.read(ByteBuffer.wrap(frame)));
        }
        return replies;
    }

    private static byte[] withLength(byte[] message) {
        return ByteBuffer.allocate(2 + message.length)
                .putShort((short) message.length)
                .put(message)
                .array();
    }

    @Test
    void answersOverTcp() throws Exception {
        control.records = 200;
        var synAck = exchange(segment(100, 0, TcpSegment.SYN, new byte[0])).getFirst();
        assertEquals(TcpSegment.SYN | TcpSegment.ACK, synAck.flags());
        assertEquals(101, synAck.acknowledgement());
        assertEquals(List.of(), exchange(segment(101, synAck.end(), TcpSegment.ACK, new byte[0])));

        var question = withLength(query(VM2).toWire());
        var parts = exchange(segment(101, synAck.end(), TcpSegment.ACK | TcpSegment.PSH, question));
        assertTrue(parts.size() > 1, "a long answer is in several segments");
        var stream = ByteBuffer.allocate(65_537);
        int expected = synAck.end();
        for (var part : parts) {
            assertEquals(expected, part.sequence());
            assertEquals(101 + question.length, part.acknowledgement());
            expected = part.end();
            stream.put(part.payload().slice());
        }
        stream.flip();
        assertEquals(stream.remaining() - 2, Short.toUnsignedInt(stream.getShort()));
        assertEquals(200, new Message(stream.slice()).getSection(Section.ANSWER).size());

        var fin = exchange(segment(101 + question.length, expected, TcpSegment.FIN | TcpSegment.ACK, new byte[0]));
        assertEquals(TcpSegment.FIN | TcpSegment.ACK, fin.getFirst().flags());
        assertEquals(101 + question.length + 1, fin.getFirst().acknowledgement());
    }

    @Test
    void resetsWhoAsksInPieces() throws Exception {
        var question = withLength(query(VM2).toWire());
        var replies = exchange(segment(101, 7, TcpSegment.ACK, Arrays.copyOf(question, 10)));
        assertTrue(replies.getFirst().has(TcpSegment.RST));
        assertEquals(List.of(), exchange(segment(101, 7, TcpSegment.RST, new byte[0])));
    }

    @Test
    void answersMulticastQuestionsToAllOrToOne() throws Exception {
        var name = Name.fromConstantString("vm2.local.");
        var question = Message.newQuery(Record.newRecord(name, Type.A, DClass.IN));
        question.getHeader().setID(0);
        proxy.answerMulticast(
                PORT,
                new UdpPacket(ends(5353, "224.0.0.251", 5353), ByteBuffer.wrap(question.toWire())),
                GATEWAY,
                frames::add);
        var reply = UdpPacket.read(ByteBuffer.wrap(frames.getFirst()));
        assertEquals(IpAddress.parse("224.0.0.251"), reply.ends().destination());
        assertEquals(GATEWAY, reply.ends().source());
        assertEquals(5353, reply.ends().sourcePort());
        assertEquals(
                0, new Message(reply.payload()).getSection(Section.QUESTION).size());

        frames.clear();
        proxy.answerMulticast(
                PORT,
                new UdpPacket(ends(40_000, "224.0.0.251", 5353), ByteBuffer.wrap(question.toWire())),
                GATEWAY,
                frames::add);
        var legacy = UdpPacket.read(ByteBuffer.wrap(frames.getFirst()));
        assertEquals(40_000, legacy.ends().destinationPort());
        assertEquals(
                1, new Message(legacy.payload()).getSection(Section.QUESTION).size());

        frames.clear();
        control.records = 0;
        proxy.answerMulticast(
                PORT,
                new UdpPacket(
                        ends(5353, "224.0.0.251", 5353),
                        ByteBuffer.wrap(
                                query(Name.fromConstantString("vm3.local.")).toWire())),
                GATEWAY,
                frames::add);
        assertEquals(List.of(), frames);
    }

    @Test
    void anyOctetsAreAnsweredOrIgnored() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var whole = query(VM2).toWire();
        for (int i = 0; i < 60_000; i++) {
            var octets = whole.clone();
            for (int n = random.nextInt(5); n >= 0; n--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt();
            }
            if (random.nextInt(4) == 0) {
                octets = Arrays.copyOf(octets, random.nextInt(octets.length));
            }
            frames.clear();
            var packet = new UdpPacket(ends(40_000, "10.1.1.1", 53), ByteBuffer.wrap(octets));
            proxy.answer(PORT, packet, frames::add);
            proxy.answerMulticast(PORT, packet, GATEWAY, frames::add);
            assertTrue(frames.size() <= 2, "seed " + seed);
        }
    }
}

package net.weftnet.compute.services.dns;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.MacAddress;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.compute.agent.api.ControlRequests;
import net.weftnet.compute.services.packet.TcpSegment;
import net.weftnet.compute.services.packet.UdpPacket;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/**
 * Answers questions of workloads about names: from the cache while it is fresh, else by the control node; and by what is left
 * in the cache if no control node answers. Confined to the services' thread.
 */
public final class DnsProxy {
    private static final int MDNS_PORT = 5353;
    private static final IpAddress MDNS_GROUP = IpAddress.parse("224.0.0.251");
    private static final MacAddress MDNS_MAC = MacAddress.parse("01:00:5e:00:00:fb");
    private static final int SHORTEST_LIMIT = 512;
    /** What fits into a frame, so that no answer is fragmented. */
    private static final int LONGEST_DATAGRAM = 1400;

    private static final int LONGEST_MESSAGE = 65_535;
    /** The bit of mDNS in a class: an answer to one, or records that replace others (RFC 6762). */
    private static final int MDNS_BIT = 0x8000;

    private final ControlRequests control;
    private final Executor owner;
    private final DnsCache cache = new DnsCache();

    /** @param owner the services' thread */
    public DnsProxy(ControlRequests control, Executor owner) {
        this.control = control;
        this.owner = owner;
    }

    /** Forgets a port that is gone. */
    public void forget(UUID port) {
        cache.forget(port);
    }

    /** Answers a datagram to a name server; frames go to the consumer. */
    public void answer(UUID port, UdpPacket packet, Consumer<byte[]> frames) {
        var query = read(packet.payload());
        if (query != null) {
            answer(
                    port,
                    query,
                    reply -> frames.accept(UdpPacket.write(packet.ends().reply(), reply.toWire(limit(query)))));
        }
    }

    /** Answers a segment to a name server. */
    public void answer(UUID port, TcpSegment segment, Consumer<byte[]> frames) {
        var question = DnsTcp.question(segment);
        if (question.isEmpty()) {
            DnsTcp.control(segment).ifPresent(reply -> frames.accept(reply.write()));
            return;
        }
        var query = read(question.get());
        if (query != null) {
            answer(port, query, reply -> DnsTcp.answer(segment, reply.toWire(LONGEST_MESSAGE))
                    .forEach(part -> frames.accept(part.write())));
        }
    }

    /**
     * Answers a question to all workloads of the link about a name below {@code local}. There is no answer that a name is
     * not there: another workload may have it.
     *
     * @param speaker the address to answer from
     */
    public void answerMulticast(UUID port, UdpPacket packet, IpAddress speaker, Consumer<byte[]> frames) {
        var query = read(packet.payload());
        var question = query == null ? null : query.getQuestion();
        if (query == null || question == null || query.getHeader().getFlag(Flags.QR)) {
            return;
        }
        boolean isToOne = (question.getDClass() & MDNS_BIT) != 0;
        boolean isLegacy = packet.ends().sourcePort() != MDNS_PORT;
        var plain = Message.newQuery(Record.newRecord(question.getName(), question.getType(), DClass.IN));
        plain.getHeader().setID(query.getHeader().getID());
        answer(port, plain, reply -> {
            if (reply.getRcode() != Rcode.NOERROR
                    || reply.getSection(Section.ANSWER).isEmpty()) {
                return;
            }
            reply.getHeader().unsetFlag(Flags.RA);
            reply.getHeader().unsetFlag(Flags.RD);
            if (!isLegacy) {
                reply.removeAllRecords(Section.QUESTION);
                reply.getHeader().setID(0);
            }
            var back = packet.ends().reply().from(speaker);
            var ends = isLegacy || isToOne ? back : back.to(MDNS_MAC, MDNS_GROUP, MDNS_PORT);
            frames.accept(UdpPacket.write(ends, reply.toWire(LONGEST_DATAGRAM)));
        });
    }

    /** {@return the message, or null if these octets are none} */
    private static @Nullable Message read(ByteBuffer payload) {
        try {
            return new Message(payload.slice());
        } catch (IOException | RuntimeException e) {
            return null; // The library throws both on malformed names and records.
        }
    }

    /** How long a datagram the client takes (RFC 6891 section 6.2.3). */
    private static int limit(Message query) {
        var options = query.getOPT();
        return options == null
                ? SHORTEST_LIMIT
                : Math.clamp(options.getPayloadSize(), SHORTEST_LIMIT, LONGEST_DATAGRAM);
    }

    private void answer(UUID port, Message query, Consumer<Message> answer) {
        var question = query.getQuestion();
        var header = query.getHeader();
        if (header.getFlag(Flags.QR)) {
            return;
        }
        if (question == null || header.getCount(Section.QUESTION) != 1 || header.getOpcode() != Opcode.QUERY) {
            answer.accept(failure(query, header.getOpcode() == Opcode.QUERY ? Rcode.FORMERR : Rcode.NOTIMP));
            return;
        }
        var key = new DnsCache.Key(port, question.getName(), question.getType());
        var known = cache.fresh(key, System.nanoTime());
        if (known.isPresent()) {
            pass(query, known.get(), answer);
            return;
        }
        var asked = List.of(XmlElement.ofText("message", Base64.getEncoder().encodeToString(query.toWire())));
        control.ask(ControlRequests.Subject.DNS, port, asked)
                .whenCompleteAsync((reply, fault) -> answered(query, key, reply, answer), owner);
    }

    private void answered(Message query, DnsCache.Key key, @Nullable List<XmlElement> reply, Consumer<Message> answer) {
        var octets = reply == null ? null : octets(reply);
        long now = System.nanoTime();
        if (octets == null) {
            cache.any(key, now)
                    .ifPresentOrElse(
                            stale -> pass(query, stale, answer), () -> answer.accept(failure(query, Rcode.SERVFAIL)));
            return;
        }
        var message = read(ByteBuffer.wrap(octets));
        if (message != null) {
            cache.put(key, message, octets, now);
        }
        pass(query, octets, answer);
    }

    private static byte @Nullable [] octets(List<XmlElement> reply) {
        try {
            return reply.stream()
                    .filter(element -> element.localName().equals("message"))
                    .map(element -> Base64.getDecoder().decode(element.text().strip()))
                    .findFirst()
                    .orElse(null);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static void pass(Message query, byte[] octets, Consumer<Message> answer) {
        var reply = read(ByteBuffer.wrap(octets));
        if (reply == null) {
            answer.accept(failure(query, Rcode.SERVFAIL));
            return;
        }
        reply.getHeader().setID(query.getHeader().getID());
        if (query.getOPT() != null && reply.getOPT() == null) {
            reply.addRecord(new OPTRecord(LONGEST_DATAGRAM, 0, 0), Section.ADDITIONAL);
        }
        answer.accept(reply);
    }

    private static Message failure(Message query, int code) {
        var reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setOpcode(query.getHeader().getOpcode());
        reply.getHeader().setRcode(code);
        var question = query.getQuestion();
        if (question != null) {
            reply.addRecord(question, Section.QUESTION);
        }
        return reply;
    }
}

package net.weftnet.control.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import net.weftnet.control.config.api.ConfigNode;
import net.weftnet.control.proxy.dns.DnsResponder;
import net.weftnet.control.proxy.dns.DnsResponder.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** What workloads are told about names. */
class NamesTest {
    private static final InetAddress RESOLVER = InetAddress.ofLiteral("192.0.2.53");

    private final Configuration configuration = new Configuration();

    private DnsResponder responder() {
        return new DnsResponder(configuration.mirror(), List.of(RESOLVER), new Random(1));
    }

    private static Message query(String name, String type) {
        try {
            return Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), Type.value(type), DClass.IN));
        } catch (TextParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Message ask(String name, String type) {
        return assertInstanceOf(Outcome.Answered.class, responder().answer(query(name, type), Configuration.PORT1))
                .message();
    }

    private static List<String> answers(Message reply) {
        return reply.getSection(Section.ANSWER).stream()
                .map(record -> Type.string(record.getType()) + " " + record.rdataToString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "vm1.demo.internal, A, A 10.1.1.3",
        "VM2.demo.internal, A, A 10.1.1.4",
        "3.1.1.10.in-addr.arpa, PTR, PTR vm1.demo.internal.",
        "vm2.local, A, A 10.1.1.4"
    })
    void workloadsHaveNames(String name, String type, String answer) {
        assertEquals(List.of(answer), answers(ask(name, type)));
    }

    @ParameterizedTest
    @CsvSource({
        "www.demo.internal, A, A, www, 10.1.1.80, A 10.1.1.80",
        "www.demo.internal, AAAA, AAAA, www, fd00::80, AAAA fd00:0:0:0:0:0:0:80",
        "demo.internal, MX, MX, demo.internal, mail, MX 0 mail.demo.internal.",
        "sub.demo.internal, NS, NS, sub, ns.example.org., NS ns.example.org.",
        "80.1.1.10.in-addr.arpa, PTR, PTR, 10.1.1.80, www, PTR www.demo.internal."
    })
    void recordsAreToldAsConfigured(
            String asked, String askedType, String type, String name, String value, String answer) {
        configuration.record(Configuration.DNS, type, name, value);
        assertEquals(List.of(answer), answers(ask(asked, askedType)));
    }

    @Test
    void followsAliases() {
        configuration.record(Configuration.DNS, "CNAME", "www", "web").record(Configuration.DNS, "CNAME", "web", "vm1");
        assertEquals(
                List.of("CNAME web.demo.internal.", "CNAME vm1.demo.internal.", "A 10.1.1.3"),
                answers(ask("www.demo.internal", "A")));
    }

    @Test
    void aliasesInACircleEnd() {
        configuration.record(Configuration.DNS, "CNAME", "a", "b").record(Configuration.DNS, "CNAME", "b", "a");
        assertEquals(Rcode.SERVFAIL, ask("a.demo.internal", "A").getRcode());
    }

    @Test
    void saysWhatIsNotThere() {
        var none = ask("nobody.demo.internal", "A");
        assertEquals(Rcode.NXDOMAIN, none.getRcode());
        assertEquals(Type.SOA, none.getSection(Section.AUTHORITY).getFirst().getType());
        var noData = ask("vm1.demo.internal", "AAAA");
        assertEquals(Rcode.NOERROR, noData.getRcode());
        assertEquals(List.of(), answers(noData));
        assertEquals(Rcode.NXDOMAIN, ask("nobody.local", "A").getRcode());
    }

    @Test
    void orderIsAsConfigured() {
        for (int i = 1; i <= 4; i++) {
            configuration.record(Configuration.DNS, "A", "many", "10.1.1.10" + i);
        }
        var fixed = new HashSet<List<String>>();
        var responder = responder();
        for (int i = 0; i < 8; i++) {
            fixed.add(answers(answered(responder)));
        }
        assertEquals(1, fixed.size());

        configuration.virtualDns(
                Configuration.DNS, "<domain-name>demo.internal</domain-name><record-order>round-robin</record-order>");
        var turns = new HashSet<String>();
        responder = responder();
        for (int i = 0; i < 4; i++) {
            turns.add(answers(answered(responder)).getFirst());
        }
        assertEquals(4, turns.size());
    }

    private static Message answered(DnsResponder responder) {
        return assertInstanceOf(
                        Outcome.Answered.class, responder.answer(query("many.demo.internal", "A"), Configuration.PORT1))
                .message();
    }

    @Test
    void otherNamesGoToTheNextServer() {
        configuration.virtualDns(
                Configuration.DNS,
                "<domain-name>demo.internal</domain-name><next-virtual-DNS>default-domain:other</next-virtual-DNS>");
        configuration.virtualDns(Configuration.OTHER_DNS, "<domain-name>other.internal</domain-name>");
        configuration.record(Configuration.OTHER_DNS, "A", "db", "10.2.0.1");
        assertEquals(List.of("A 10.2.0.1"), answers(ask("db.other.internal", "A")));
        assertEquals(
                new Outcome.Forward(List.of(RESOLVER)),
                responder().answer(query("example.org", "A"), Configuration.PORT1));

        configuration.virtualDns(
                Configuration.OTHER_DNS,
                "<domain-name>other.internal</domain-name><next-virtual-DNS>192.0.2.1</next-virtual-DNS>");
        assertEquals(
                new Outcome.Forward(List.of(InetAddress.ofLiteral("192.0.2.1"))),
                responder().answer(query("example.org", "A"), Configuration.PORT1));
    }

    private static final ConfigNode.Name FOREIGN = Configuration.name(ConfigMirror.VIRTUAL_DNS, "blue:dns");

    /** Anybody can write a name; a link is checked. */
    @Test
    void aNameWithoutALinkGivesNothing() {
        configuration.virtualDns(FOREIGN, "<domain-name>blue.internal</domain-name>");
        configuration.record(FOREIGN, "A", "db", "10.9.0.1");
        configuration.plan("<ipam-dns-method>virtual-dns-server</ipam-dns-method><ipam-dns-server>"
                + "<virtual-dns-server-name>blue:dns</virtual-dns-server-name></ipam-dns-server>");
        assertEquals(
                new Outcome.Forward(List.of(RESOLVER)),
                responder().answer(query("db.blue.internal", "A"), Configuration.PORT1));
        assertEquals(List.of("A 10.1.1.3"), answers(ask("vm1.demo.internal", "A")));
    }

    @Test
    void aNameChoosesAmongLinks() {
        configuration.virtualDns(Configuration.OTHER_DNS, "<domain-name>other.internal</domain-name>");
        configuration.link(Configuration.IPAM, Configuration.OTHER_DNS);
        configuration.plan("<ipam-dns-server><virtual-dns-server-name>default-domain:other</virtual-dns-server-name>"
                + "</ipam-dns-server>");
        assertEquals(List.of("A 10.1.1.3"), answers(ask("vm1.other.internal", "A")));
    }

    @Test
    void theNextServerIsOfTheSameDomain() {
        configuration.virtualDns(
                Configuration.DNS,
                "<domain-name>demo.internal</domain-name><next-virtual-DNS>blue:dns</next-virtual-DNS>");
        configuration.virtualDns(FOREIGN, "<domain-name>blue.internal</domain-name>");
        configuration.record(FOREIGN, "A", "db", "10.9.0.1");
        var reply = ask("db.blue.internal", "A");
        assertEquals(Rcode.SERVFAIL, reply.getRcode());
        assertEquals(List.of(), answers(reply));
    }

    @Test
    void serversThatPassQuestionsAroundFail() {
        configuration.virtualDns(
                Configuration.DNS,
                "<domain-name>demo.internal</domain-name><next-virtual-DNS>default-domain:other</next-virtual-DNS>");
        configuration.virtualDns(
                Configuration.OTHER_DNS,
                "<domain-name>other.internal</domain-name><next-virtual-DNS>default-domain:dns</next-virtual-DNS>");
        assertEquals(Rcode.SERVFAIL, ask("example.org", "A").getRcode());
    }

    @Test
    void withoutAServerNothingIsAnswered() {
        configuration.plan("<ipam-dns-method>none</ipam-dns-method>");
        assertEquals(Rcode.REFUSED, ask("vm1.demo.internal", "A").getRcode());
        configuration.plan("<ipam-dns-method>default-dns-server</ipam-dns-method>");
        assertEquals(
                new Outcome.Forward(List.of(RESOLVER)),
                responder().answer(query("example.org", "A"), Configuration.PORT1));
    }

    @Test
    void workloadsCanBeLeftOut() {
        configuration.virtualDns(
                Configuration.DNS,
                "<domain-name>demo.internal</domain-name>"
                        + "<dynamic-records-from-client>false</dynamic-records-from-client>");
        assertEquals(Rcode.NXDOMAIN, ask("vm1.demo.internal", "A").getRcode());
    }

    @Test
    void refusesWhatIsNoQuestion() {
        var reply = query("vm1.demo.internal", "A");
        reply.getHeader().setFlag(Flags.QR);
        assertEquals(Rcode.FORMERR, answer(reply).getRcode());
        assertEquals(Rcode.FORMERR, answer(new Message(7)).getRcode());
    }

    private Message answer(Message query) {
        return assertInstanceOf(Outcome.Answered.class, responder().answer(query, Configuration.PORT1))
                .message();
    }

    @Test
    void anyOctetsAreAMessageOrRefused() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var responder = responder();
        ConfigNode.Name port = Configuration.PORT1;
        var whole = query("vm1.demo.internal", "A").toWire();
        for (int i = 0; i < 100_000; i++) {
            var octets = whole.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt();
            }
            if (random.nextInt(4) == 0) {
                octets = Arrays.copyOf(octets, random.nextInt(octets.length));
            }
            Message query;
            try {
                query = new Message(octets);
            } catch (IOException e) {
                continue;
            }
            if (responder.answer(query, port) instanceof Outcome.Answered(var reply)) {
                assertEquals(query.getHeader().getID(), reply.getHeader().getID(), "seed " + seed);
                reply.toWire();
            }
        }
    }
}

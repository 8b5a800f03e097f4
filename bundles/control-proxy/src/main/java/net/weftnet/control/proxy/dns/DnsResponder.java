package net.weftnet.control.proxy.dns;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import net.weftnet.common.net.IpAddress;
import net.weftnet.control.config.api.ConfigNode;
import net.weftnet.control.proxy.ConfigMirror;
import net.weftnet.control.proxy.DnsSettings;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Answers questions of workloads about names. A workload sees the virtual name server of its network's address plan, those
 * that this one passes questions on to, and, below {@code local}, the workloads of its network. Confined to the proxy's
 * thread.
 */
public final class DnsResponder {
    private static final Name LOCAL = Name.fromConstantString("local.");
    /** RFC 6762 section 10. */
    private static final long LOCAL_TTL = 120;
    /** How often a question is passed on, and how many aliases are followed. */
    private static final int MOST_STEPS = 8;

    private final ConfigMirror config;
    private final List<InetAddress> resolvers;
    private final RandomGenerator random;
    /** Made when it is first needed after a change; null until then. */
    private @Nullable Map<ConfigNode.Name, VirtualZone> zones;

    /** @param resolvers who is asked for names that no virtual name server knows; may be empty */
    public DnsResponder(ConfigMirror config, List<InetAddress> resolvers, RandomGenerator random) {
        this.config = config;
        this.resolvers = List.copyOf(resolvers);
        this.random = random;
    }

    /** What becomes of a question. */
    public sealed interface Outcome {
        /** It is answered. */
        record Answered(Message message) implements Outcome {}

        /** Others know: the servers are asked in order. */
        record Forward(List<InetAddress> servers) implements Outcome {
            public Forward {
                servers = List.copyOf(servers);
            }
        }
    }

    /** The configuration has changed. */
    public void changed() {
        zones = null;
    }

    private Map<ConfigNode.Name, VirtualZone> zones() {
        var read = zones;
        if (read == null) {
            read = new ZoneReader(config, random).read();
            zones = read;
        }
        return read;
    }

    /** Answers a question of the workload at a port. */
    public Outcome answer(Message query, ConfigNode.Name port) {
        var question = query.getQuestion();
        if (query.getHeader().getFlag(Flags.QR)
                || query.getHeader().getOpcode() != Opcode.QUERY
                || query.getHeader().getCount(Section.QUESTION) != 1
                || question == null) {
            return new Outcome.Answered(reply(query, Rcode.FORMERR));
        }
        if (question.getDClass() != DClass.IN && question.getDClass() != DClass.ANY) {
            return new Outcome.Answered(reply(query, Rcode.NOTIMP));
        }
        if (question.getName().subdomain(LOCAL)) {
            return new Outcome.Answered(local(query, question, port));
        }
        var settings = config.neighbours(port, ConfigMirror.NETWORK).stream()
                .flatMap(network -> config.neighbours(network, ConfigMirror.NETWORK_IPAM).stream())
                .flatMap(attribute -> config.neighbours(attribute, ConfigMirror.IPAM).stream())
                .map(ipam -> DnsSettings.of(config, ipam))
                .toList();
        var server = settings.stream().flatMap(one -> one.virtualDns().stream()).findFirst();
        if (server.isPresent()) {
            return ask(query, question, server.get());
        }
        boolean byNode = settings.stream().anyMatch(one -> one.method() == DnsSettings.Method.NODE);
        return byNode ? forward(query, resolvers) : new Outcome.Answered(reply(query, Rcode.REFUSED));
    }

    private static Outcome forward(Message query, List<InetAddress> servers) {
        return servers.isEmpty() ? new Outcome.Answered(reply(query, Rcode.REFUSED)) : new Outcome.Forward(servers);
    }

    /** Asks a virtual name server, then the one that it passes the question on to, and so on. */
    private Outcome ask(Message query, Record question, ConfigNode.Name first) {
        var server = first;
        var asked = new HashSet<ConfigNode.Name>();
        while (asked.add(server) && asked.size() <= MOST_STEPS) {
            var zone = zones().get(server);
            if (zone == null) {
                return new Outcome.Answered(reply(query, Rcode.SERVFAIL));
            }
            if (zone.isResponsibleFor(question.getName())) {
                return new Outcome.Answered(answer(query, question, zone));
            }
            var next = zone.next();
            if (next.isEmpty()) {
                return forward(query, resolvers);
            }
            var address = address(next.get());
            if (address.isPresent()) {
                return forward(query, List.of(address.get()));
            }
            var following = new ConfigNode.Name(ConfigMirror.VIRTUAL_DNS, next.get());
            if (!parent(following).equals(parent(server))) {
                return new Outcome.Answered(reply(query, Rcode.SERVFAIL));
            }
            server = following;
        }
        return new Outcome.Answered(reply(query, Rcode.SERVFAIL));
    }

    /** What a virtual name server is in. Only its name says where questions go on, and nobody has checked whose that is. */
    private static String parent(ConfigNode.Name server) {
        return server.name().substring(0, Math.max(0, server.name().lastIndexOf(':')));
    }

    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Message answer(Message query, Record question, VirtualZone zone) {
        var reply = reply(query, Rcode.NOERROR);
        reply.getHeader().setFlag(Flags.AA);
        var name = question.getName();
        for (int step = 0; step < MOST_STEPS; step++) {
            var found = zone.find(name, question.getType());
            if (!found.isEmpty()) {
                found.forEach(record -> reply.addRecord(record, Section.ANSWER));
                return reply;
            }
            var alias = zone.find(name, Type.CNAME);
            if (alias.isEmpty()) {
                if (!zone.exists(name)) {
                    reply.getHeader().setRcode(Rcode.NXDOMAIN);
                }
                reply.addRecord(zone.startOfAuthority(), Section.AUTHORITY);
                return reply;
            }
            reply.addRecord(alias.getFirst(), Section.ANSWER);
            name = ((CNAMERecord) alias.getFirst()).getTarget();
            if (!zone.isResponsibleFor(name)) {
                return reply; // whoever asked follows the alias on
            }
        }
        return reply(query, Rcode.SERVFAIL);
    }

    /** The workloads of a port's networks, by {@code name.local}. */
    private Message local(Message query, Record question, ConfigNode.Name port) {
        var reply = reply(query, Rcode.NXDOMAIN);
        reply.getHeader().setFlag(Flags.AA);
        var name = question.getName();
        for (var network : config.neighbours(port, ConfigMirror.NETWORK)) {
            for (var other : config.neighbours(network, ConfigMirror.PORT)) {
                if (name.labels() == 3 && name.getLabelString(0).equalsIgnoreCase(config.hostName(other))) {
                    reply.getHeader().setRcode(Rcode.NOERROR);
                    config.addresses(other).forEach(text -> addLocal(text, question, reply));
                }
            }
        }
        return reply;
    }

    private static void addLocal(String text, Record question, Message reply) {
        var record = ZoneReader.addressRecord(question.getName(), LOCAL_TTL, IpAddress.parse(text));
        if (record.getType() == question.getType() || question.getType() == Type.ANY) {
            reply.addRecord(record, Section.ANSWER);
        }
    }

    /** {@return an answer without records} */
    public static Message reply(Message query, int code) {
        var reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setOpcode(query.getHeader().getOpcode());
        reply.getHeader().setRcode(code);
        if (query.getHeader().getFlag(Flags.RD)) {
            reply.getHeader().setFlag(Flags.RD);
        }
        reply.getHeader().setFlag(Flags.RA);
        var question = query.getQuestion();
        if (question != null) {
            reply.addRecord(question, Section.QUESTION);
        }
        return reply;
    }
}

package net.weftnet.control.proxy.dns;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;

/**
 * Asks real name servers, each question from a port and with an id of its own, so that a stranger cannot guess what to answer
 * (RFC 5452). Thread-safe; questions wait on virtual threads.
 */
public final class DnsForwarder {
    private static final Logger log = LoggerFactory.getLogger(DnsForwarder.class);
    private static final int WAIT_MILLISECONDS = 900;
    private static final int LONGEST = 4096;
    private static final int MOST_AT_ONCE = 200;

    private final int port;
    private final RandomGenerator random;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    /** @param port where name servers listen */
    public DnsForwarder(int port, RandomGenerator random) {
        this.port = port;
        this.random = random;
    }

    /** Asks the servers in order, until one answers. The answer, or that there is none, comes on another thread. */
    public void ask(Message query, List<InetAddress> servers, Consumer<Optional<Message>> answer) {
        if (!places.tryAcquire()) {
            answer.accept(Optional.empty());
            return;
        }
        Thread.ofVirtual().name("dns-forwarder").start(() -> {
            try {
                answer.accept(servers.stream()
                        .map(server -> ask(query, server))
                        .flatMap(Optional::stream)
                        .findFirst());
            } finally {
                places.release();
            }
        });
    }

    private Optional<Message> ask(Message query, InetAddress server) {
        var question = query.clone();
        question.getHeader().setID(random.nextInt(1 << 16));
        try (var socket = new DatagramSocket()) {
            socket.setSoTimeout(WAIT_MILLISECONDS);
            socket.connect(server, port);
            var octets = question.toWire();
            socket.send(new DatagramPacket(octets, octets.length));
            var packet = new DatagramPacket(new byte[LONGEST], LONGEST);
            socket.receive(packet);
            var reply = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
            var asked = question.getQuestion();
            if (reply.getHeader().getID() != question.getHeader().getID()
                    || !reply.getHeader().getFlag(Flags.QR)
                    || asked == null
                    || !asked.equals(reply.getQuestion())) {
                return Optional.empty();
            }
            reply.getHeader().setID(query.getHeader().getID());
            return Optional.of(reply);
        } catch (IOException e) {
            log.debug("{}: no answer: {}", server, e.getMessage());
            return Optional.empty();
        }
    }
}

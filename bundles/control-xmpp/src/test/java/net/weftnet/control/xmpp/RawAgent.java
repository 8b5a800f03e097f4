package net.weftnet.control.xmpp;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** An agent made of a socket and the texts of the reference; it shares no code with the server. */
final class RawAgent implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final String name;
    private final Socket socket;
    private Inbox inbox;
    private OutputStream out;

    private RawAgent(String name, Socket socket) throws IOException {
        this.name = name;
        this.socket = socket;
        out = socket.getOutputStream();
        inbox = new Inbox();
    }

    /** Connects, and does no more. */
    static RawAgent connect(String name, InetSocketAddress server) throws IOException {
        return new RawAgent(name, new Socket(server.getAddress(), server.getPort()));
    }

    /** Connects and goes through STARTTLS to an established session. */
    static RawAgent establish(String name, InetSocketAddress server, SSLContext tls) throws Exception {
        var agent = connect(name, server);
        agent.secure(tls);
        agent.openStream();
        agent.await("id='++123'");
        agent.await("<stream:features/>");
        return agent;
    }

    /** Everything that is read before TLS is read octet by octet, so that none of TLS is swallowed. */
    private void secure(SSLContext tls) throws Exception {
        openStream();
        readClear("<required/></starttls></stream:features>");
        send("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        readClear("<proceed xmlns=\"urn:ietf:params:xml:ns:xmpp-tls\"/>");
        var secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, "127.0.0.1", socket.getPort(), true);
        secured.startHandshake();
        out = secured.getOutputStream();
        inbox = new Inbox();
        Thread.ofVirtual().start(() -> inbox.fill(secured));
    }

    /** Reads in the background; for sessions in clear. */
    void readInBackground() {
        Thread.ofVirtual().start(() -> inbox.fill(socket));
    }

    private void readClear(String end) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int octet = socket.getInputStream().read();
            if (octet < 0) {
                throw new IOException("Closed after " + text);
            }
            text.append((char) octet);
        }
    }

    void openStream() throws IOException {
        send("<?xml version='1.0'?><stream:stream from='" + name + "' to='network-control@contrailsystems.com'"
                + " version='1.0' xml:lang='en' xmlns='' xmlns:stream='http://etherx.jabber.org/streams' >");
    }

    void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private void iq(String resource, String pubsub) throws IOException {
        send("<iq type=\"set\" from=\"" + name + "\" to=\"network-control@contrailsystems.com/" + resource
                + "\" id=\"1\">\n <pubsub xmlns=\"http://jabber.org/protocol/pubsub\">" + pubsub + "</pubsub></iq>\n");
    }

    void subscribe(String instance) throws IOException {
        iq(
                "bgp-peer",
                "<subscribe node=\"" + instance + "\"><options><instance-id>1</instance-id></options></subscribe>");
    }

    void unsubscribe(String instance) throws IOException {
        iq(
                "bgp-peer",
                "<unsubscribe node=\"" + instance + "\"><options><instance-id>1</instance-id></options></unsubscribe>");
    }

    void subscribeConfig(String object) throws IOException {
        iq("config", "<subscribe node=\"" + object + "\"/>");
    }

    void unsubscribeConfig(String object) throws IOException {
        iq("config", "<unsubscribe node=\"" + object + "\"/>");
    }

    void publish(String instance, String prefix, String nextHop, int label) throws IOException {
        item(instance, prefix, nextHop, label);
        iq(
                "bgp-peer",
                "<collection node=\"" + instance + "\"><associate node=\"1/1/" + instance + "/" + prefix
                        + "\"/></collection>");
    }

    void withdraw(String instance, String prefix, String nextHop, int label) throws IOException {
        item(instance, prefix, nextHop, label);
        iq(
                "bgp-peer",
                "<collection node=\"" + instance + "\"><dissociate node=\"1/1/" + instance + "/" + prefix
                        + "\"/></collection>");
    }

    private void item(String instance, String prefix, String nextHop, int label) throws IOException {
        iq(
                "bgp-peer",
                "<publish node=\"1/1/" + instance + "/" + prefix + "\"><item><entry>"
                        + "<nlri><af>1</af><safi>1</safi><address>" + prefix + "</address></nlri>"
                        + "<next-hops><next-hop><af>1</af><address>" + nextHop + "</address><mac></mac><label>" + label
                        + "</label><vni>0</vni><tunnel-encapsulation-list><tunnel-encapsulation>gre</tunnel-encapsulation>"
                        + "<tunnel-encapsulation>udp</tunnel-encapsulation></tunnel-encapsulation-list>"
                        + "<virtual-network>default-domain:demo:front</virtual-network><tag-list/></next-hop></next-hops>"
                        + "<version>1</version><virtual-network>default-domain:demo:front</virtual-network>"
                        + "<mobility seqno=\"0\" sticky=\"false\"/><sequence-number>0</sequence-number>"
                        + "<security-group-list><security-group>8000001</security-group></security-group-list>"
                        + "<community-tag-list/><local-preference>100</local-preference><med>0</med>"
                        + "<load-balance/><sub-protocol>interface</sub-protocol></entry></item></publish>");
    }

    void publishMac(String instance, String mac, String address, String nextHop, int vni) throws IOException {
        mac(instance, mac, address, nextHop, vni, "associate");
    }

    void withdrawMac(String instance, String mac, String address, String nextHop, int vni) throws IOException {
        mac(instance, mac, address, nextHop, vni, "dissociate");
    }

    private void mac(String instance, String mac, String address, String nextHop, int vni, String how)
            throws IOException {
        var node = "25/242/" + mac + "," + address;
        iq(
                "bgp-peer",
                "<publish node=\"" + node + "\"><item><entry>"
                        + "<nlri><af>25</af><safi>242</safi><ethernet-tag>0</ethernet-tag><mac>" + mac
                        + "</mac><address>" + address + "</address></nlri>"
                        + "<next-hops><next-hop><af>1</af><address>" + nextHop + "</address><label>" + vni
                        + "</label><tunnel-encapsulation-list><tunnel-encapsulation>vxlan</tunnel-encapsulation>"
                        + "</tunnel-encapsulation-list></next-hop></next-hops></entry></item></publish>");
        iq("bgp-peer", "<collection node=\"" + instance + "\"><" + how + " node=\"" + node + "\"/></collection>");
    }

    void publishGroup(String instance, String group, String nextHop, String labels, String how) throws IOException {
        var node = "1/241/" + instance + "/" + group;
        iq(
                "bgp-peer",
                "<publish node=\"" + node + "\"><item><entry><nlri><af>1</af><safi>241</safi><group>" + group
                        + "</group><source>0.0.0.0</source></nlri><next-hops><next-hop><af>1</af><address>" + nextHop
                        + "</address><label>" + labels + "</label><tunnel-encapsulation-list>"
                        + "<tunnel-encapsulation>udp</tunnel-encapsulation></tunnel-encapsulation-list></next-hop>"
                        + "</next-hops></entry></item></publish>");
        iq("bgp-peer", "<collection node=\"" + instance + "\"><" + how + " node=\"" + node + "\"/></collection>");
    }

    void endOfRib() throws IOException {
        send(
                "<message from=\"" + name + "\" to=\"network-control@contrailsystems.com/bgp-peer\">"
                        + "<event xmlns=\"http://jabber.org/protocol/pubsub\"><items node=\"0/0/EndOfRib\"></items></event></message>");
    }

    /** Waits until the server has sent this, and returns what it sent before and with it. */
    String await(String text) throws InterruptedException {
        return inbox.await(text);
    }

    /** Waits until the server has closed its stream and the connection. */
    void awaitEnd() throws InterruptedException {
        inbox.await("</stream:stream>");
        inbox.awaitEnd();
    }

    /** Waits until the server has closed the connection, whatever it says. */
    void awaitConnectionEnd() throws InterruptedException {
        inbox.awaitEnd();
    }

    /** Stops and resumes reading what the server sends. */
    void read(boolean enabled) {
        inbox.read(enabled);
    }

    /** Breaks the connection, as a node that lost power. */
    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** What was received and not yet taken. */
    private static final class Inbox {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final StringBuilder text = new StringBuilder();
        private boolean ended;
        private boolean paused;

        void read(boolean enabled) {
            lock.lock();
            try {
                paused = !enabled;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        void fill(Socket from) {
            var buffer = new char[4096];
            try (var reader = new InputStreamReader(from.getInputStream(), StandardCharsets.UTF_8)) {
                for (int length = reader.read(buffer); length >= 0; length = reader.read(buffer)) {
                    append(buffer, length);
                }
            } catch (IOException e) {
                // the end, however it came
            }
            append(buffer, -1);
        }

        private void append(char[] buffer, int length) {
            lock.lock();
            try {
                if (length < 0) {
                    ended = true;
                } else {
                    text.append(buffer, 0, length);
                }
                changed.signalAll();
                while (paused && !ended) {
                    changed.awaitUninterruptibly();
                }
            } finally {
                lock.unlock();
            }
        }

        String await(String wanted) throws InterruptedException {
            lock.lock();
            try {
                long nanos = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
                int at = text.indexOf(wanted);
                while (at < 0) {
                    if (ended || nanos <= 0) {
                        throw new AssertionError("Never received " + wanted + " but " + text);
                    }
                    nanos = changed.awaitNanos(nanos);
                    at = text.indexOf(wanted);
                }
                var taken = text.substring(0, at + wanted.length());
                text.delete(0, at + wanted.length());
                return taken;
            } finally {
                lock.unlock();
            }
        }

        void awaitEnd() throws InterruptedException {
            lock.lock();
            try {
                long nanos = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
                while (!ended) {
                    if (nanos <= 0) {
                        throw new AssertionError("The connection stays open; received " + text);
                    }
                    nanos = changed.awaitNanos(nanos);
                }
            } finally {
                lock.unlock();
            }
        }
    }
}

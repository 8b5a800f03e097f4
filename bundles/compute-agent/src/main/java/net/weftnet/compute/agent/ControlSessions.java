package net.weftnet.compute.agent;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.compute.agent.controller.ControlConnection;
import net.weftnet.compute.agent.controller.ControlNodes;
import net.weftnet.protocol.xmpp.session.SessionOptions;
import net.weftnet.protocol.xmpp.session.XmppClient;

/** The XMPP clients, one for each control node, on one event loop. */
final class ControlSessions implements AutoCloseable {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final int DEFAULT_PORT = 5269;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<XmppClient> clients = new ArrayList<>();
    private final List<Health.Subject> subjects = new ArrayList<>();

    ControlSessions(ControlNodes nodes, AgentSettings settings, SSLContext tls, Executor owner, Health health) {
        var timing = settings.sessions();
        var options = SessionOptions.client(settings.node(), timing.hold(), tls);
        for (var node : nodes.all()) {
            var subject = health.open("compute", "control node " + node.address());
            subject.degraded("no session yet");
            subjects.add(subject);
            var retry = new BackOff(FIRST_RETRY, timing.longestRetry(), RandomGenerator.getDefault());
            var connection = new ControlConnection(nodes, node, owner, subject);
            clients.add(new XmppClient(address(node.address()), options, loops, retry, connection));
        }
        clients.forEach(XmppClient::start);
    }

    /** Reads {@code host}, {@code host:port} or {@code [address]:port}; a name is resolved at each attempt. */
    static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon > text.lastIndexOf(']') && text.indexOf(':') == colon || text.indexOf("]:") > 0;
        var host = hasPort ? text.substring(0, colon) : text;
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            int port = hasPort ? Integer.parseInt(text.substring(colon + 1)) : DEFAULT_PORT;
            return InetSocketAddress.createUnresolved(host, port);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("controlNodes: '" + text + "' is not host:port", e);
        }
    }

    @Override
    public void close() {
        clients.forEach(XmppClient::close);
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        subjects.forEach(Health.Subject::close);
    }
}

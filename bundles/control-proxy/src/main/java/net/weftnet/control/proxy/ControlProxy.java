package net.weftnet.control.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.config.api.ConfigNode;
import net.weftnet.control.config.api.ConfigObjects;
import net.weftnet.control.config.api.SubgraphDelta;
import net.weftnet.control.proxy.dns.DnsForwarder;
import net.weftnet.control.proxy.dns.DnsResponder;
import net.weftnet.control.xmpp.api.AgentRequests;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/** Answers what agents ask about their workloads, out of the configuration that the control node has. */
@Component(service = AgentRequests.class, configurationPid = "net.weftnet.control.proxy")
@Designate(ocd = ControlProxy.Config.class)
public final class ControlProxy implements AgentRequests {
    private static final int DNS_PORT = 53;
    /** Octets of a DNS message in Base64: more than UDP carries is no question. */
    private static final int LONGEST_QUERY = 8192;

    private final OwnerThread owner = OwnerThread.named("control-proxy");
    private final ConfigMirror config = new ConfigMirror();
    private final PortSettings settings = new PortSettings(config);
    private final RequestRates rates = new RequestRates();
    private final DnsResponder names;
    private final DnsForwarder forwarder;
    private final Health.Subject health;
    private final AutoCloseable subscription;
    private boolean isReady;

    /** What can be set. */
    @ObjectClassDefinition(name = "Control node: answers to workloads")
    public @interface Config {
        @AttributeDefinition(
                description = "Addresses of name servers for names that are not configured, separated by commas")
        String resolvers() default "";
    }

    @Activate
    public ControlProxy(@Reference ConfigObjects objects, @Reference Health health, Config config) throws Exception {
        this(objects, health, resolvers(config.resolvers()), DNS_PORT);
    }

    ControlProxy(ConfigObjects objects, Health health, List<InetAddress> resolvers, int dnsPort) {
        var random = new SecureRandom();
        names = new DnsResponder(config, resolvers, random);
        forwarder = new DnsForwarder(dnsPort, random);
        this.health = health.open("control", "proxy");
        this.health.degraded("the configuration has not been read yet");
        subscription = objects.onObjects(ConfigMirror.TYPES, delta -> owner.execute(() -> follow(delta)));
    }

    private static List<InetAddress> resolvers(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .map(InetAddress::ofLiteral)
                .toList();
    }

    private void follow(SubgraphDelta delta) {
        config.apply(delta);
        names.changed();
        isReady = true;
        health.ok("answers for the ports of revision " + delta.revision());
    }

    @Override
    public void answer(Request request, Consumer<Answer> answer) {
        owner.execute(() -> {
            if (!rates.permits(request.port(), System.nanoTime())) {
                answer.accept(Answer.failure(Rcode.REFUSED));
            } else if (!isReady) {
                answer.accept(Answer.failure(Rcode.SERVFAIL));
            } else {
                switch (request.service()) {
                    case "dhcp" ->
                        answer.accept(settings.of(request.port())
                                .map(of -> new Answer(Rcode.NOERROR, List.of(of)))
                                .orElse(Answer.failure(Rcode.NXDOMAIN)));
                    case "dns" -> answerDns(request, answer);
                    default -> answer.accept(Answer.failure(Rcode.NOTIMP));
                }
            }
        });
    }

    private void answerDns(Request request, Consumer<Answer> answer) {
        var port = config.port(request.port());
        if (port.isEmpty()) {
            answer.accept(Answer.failure(Rcode.NXDOMAIN));
            return;
        }
        try {
            answerDns(read(request), port.get(), answer);
        } catch (IOException | IllegalArgumentException e) {
            answer.accept(Answer.failure(Rcode.FORMERR));
        }
    }

    private void answerDns(Message query, ConfigNode.Name port, Consumer<Answer> answer) {
        switch (names.answer(query, port)) {
            case DnsResponder.Outcome.Answered(var reply) -> answer.accept(write(reply));
            case DnsResponder.Outcome.Forward(var servers) ->
                forwarder.ask(
                        query,
                        servers,
                        reply ->
                                answer.accept(write(reply.orElseGet(() -> DnsResponder.reply(query, Rcode.SERVFAIL)))));
        }
    }

    private static Message read(Request request) throws IOException {
        var text = request.query().stream()
                .filter(element -> element.localName().equals("message"))
                .map(element -> element.text().strip())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No message"));
        if (text.length() > LONGEST_QUERY) {
            throw new IllegalArgumentException("A question of " + text.length() + " characters");
        }
        return new Message(Base64.getDecoder().decode(text));
    }

    private static Answer write(Message reply) {
        var text = Base64.getEncoder().encodeToString(reply.toWire());
        return new Answer(Rcode.NOERROR, List.of(XmlElement.ofText("message", text)));
    }

    @Deactivate
    void close() throws Exception {
        subscription.close();
        owner.close();
        health.close();
    }
}

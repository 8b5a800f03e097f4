package net.weftnet.compute.services;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.compute.agent.api.ControlRequests;
import net.weftnet.compute.agent.api.PortStatus;
import net.weftnet.compute.agent.api.VRouterAgent;
import net.weftnet.compute.forwarding.api.Forwarding;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.PuntPath;
import net.weftnet.compute.forwarding.api.PuntPort;
import net.weftnet.compute.forwarding.api.PuntReason;
import net.weftnet.compute.forwarding.api.PuntedPacket;
import net.weftnet.compute.services.dhcp.DhcpServer;
import net.weftnet.compute.services.dns.DnsProxy;
import net.weftnet.compute.services.packet.PacketException;
import net.weftnet.compute.services.packet.TcpSegment;
import net.weftnet.compute.services.packet.UdpPacket;
import net.weftnet.protocol.dhcp.DhcpCodec;
import net.weftnet.protocol.dhcp.DhcpException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the packets of active ports punted that ask this node for a service, and answers them. */
@Component(
        service = {},
        immediate = true)
public final class WorkloadServices {
    private static final Logger log = LoggerFactory.getLogger(WorkloadServices.class);

    /** Time between looks at what is punted. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    /** How old the settings of a port may be, and those that a client is answered by. */
    private static final Duration OLD = Duration.ofSeconds(30);

    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final Set<PuntReason> SERVED = EnumSet.of(PuntReason.DHCP, PuntReason.DNS, PuntReason.MDNS);
    private static final int TCP = 6;
    private static final int PROTOCOL_OFFSET = 14 + 9;

    private final OwnerThread owner = OwnerThread.named("compute-services");
    private final PuntPath puntPath;
    private final Settings settings;
    private final DnsProxy names;
    private final Health.Subject health;
    private final AutoCloseable interfaces;
    private final Forwarding.Registration punts;
    /** The active ports, by interface index. */
    private final Map<Integer, UUID> active = new HashMap<>();

    @Activate
    public WorkloadServices(
            @Reference PuntPath puntPath,
            @Reference VRouterAgent agent,
            @Reference ControlRequests control,
            @Reference Health health) {
        this.puntPath = puntPath;
        settings = new Settings(control, owner);
        names = new DnsProxy(control, owner);
        this.health = health.open("compute", "services");
        this.health.ok("no ports");
        interfaces = agent.onInterfaces(ports -> owner.execute(() -> follow(ports)));
        punts = puntPath.onPunt(packet -> owner.execute(() -> serve(packet)));
        owner.execute(this::look);
    }

    private void follow(List<PortStatus> ports) {
        var now = new HashMap<Integer, UUID>();
        ports.stream()
                .filter(port -> port.active() && port.ifIndex() != 0)
                .forEach(port -> now.put(port.ifIndex(), port.id()));
        if (now.equals(active)) {
            return;
        }
        var gone = new HashMap<>(active);
        gone.values().removeAll(now.values());
        gone.values().forEach(port -> {
            settings.forget(port);
            names.forget(port);
        });
        active.clear();
        active.putAll(now);
        refresh();
    }

    private void look() {
        owner.schedule(LOOK, this::look);
        refresh();
    }

    /** Sees to it that what is punted is what the settings say. */
    private void refresh() {
        Map.copyOf(active).forEach((ifIndex, port) -> settings.get(port, OLD, changed -> reconcile()));
        reconcile();
    }

    private void reconcile() {
        try {
            var installed = new HashMap<Integer, PuntPort>();
            puntPath.ports().forEach(port -> installed.put(port.ifIndex(), port));
            int served = 0;
            for (var entry : active.entrySet()) {
                var wanted = settings.last(entry.getValue()).map(of -> port(entry.getKey(), of));
                if (wanted.isPresent()) {
                    served++;
                    if (!wanted.get().equals(installed.get(entry.getKey()))) {
                        puntPath.putPort(wanted.get());
                    }
                }
            }
            for (int ifIndex : installed.keySet()) {
                if (!active.containsKey(ifIndex)) {
                    puntPath.deletePort(ifIndex);
                }
            }
            report(served);
        } catch (ForwardingException e) {
            health.degraded(String.valueOf(e.getMessage()));
        }
    }

    private void report(int served) {
        if (served < active.size()) {
            health.degraded("answers for " + served + " of " + active.size()
                    + " ports; of the others no control node has told the settings yet");
        } else {
            health.ok("answers for " + served + " ports");
        }
    }

    private static PuntPort port(int ifIndex, PortSettings settings) {
        var addresses = settings.serviceAddresses().stream()
                .limit(PuntPort.MOST_ADDRESSES)
                .toList();
        return new PuntPort(ifIndex, SERVED, addresses);
    }

    private void serve(PuntedPacket packet) {
        var port = active.get(packet.ifIndex());
        if (port == null) {
            return;
        }
        Consumer<byte[]> frames = frame -> inject(packet.ifIndex(), frame);
        try {
            switch (packet.reason()) {
                case DHCP -> serveDhcp(port, UdpPacket.read(packet.frame()), frames);
                case DNS -> serveDns(port, packet, frames);
                case MDNS -> serveMulticastDns(port, UdpPacket.read(packet.frame()), frames);
                case DHCPV6, ROUTER_SOLICITATION -> log.debug("{}: {} is not served", port, packet.reason());
            }
        } catch (PacketException | DhcpException e) {
            log.debug("{}: {} packet ignored: {}", port, packet.reason(), e.getMessage());
        }
    }

    private void serveDhcp(UUID port, UdpPacket packet, Consumer<byte[]> frames) throws DhcpException {
        var request = DhcpCodec.decode(packet.payload());
        settings.get(port, FRESH, known -> known.flatMap(PortSettings::leased)
                .ifPresent(lease -> DhcpServer.answer(request, lease).ifPresent(answer -> {
                    var way = DhcpServer.way(answer, lease.server().orElseThrow());
                    try {
                        frames.accept(UdpPacket.write(way, DhcpCodec.encode(answer)));
                    } catch (IllegalArgumentException e) {
                        log.warn("{}: no DHCP answer: {}", port, e.getMessage());
                    }
                })));
    }

    private void serveDns(UUID port, PuntedPacket packet, Consumer<byte[]> frames) throws PacketException {
        var frame = packet.frame();
        if (frame.remaining() > PROTOCOL_OFFSET && frame.get(PROTOCOL_OFFSET) == TCP) {
            names.answer(port, TcpSegment.read(frame), frames);
        } else {
            names.answer(port, UdpPacket.read(frame), frames);
        }
    }

    private void serveMulticastDns(UUID port, UdpPacket packet, Consumer<byte[]> frames) {
        settings.last(port)
                .flatMap(of -> of.serviceAddresses().stream().findFirst())
                .ifPresent(speaker -> names.answerMulticast(port, packet, speaker, frames));
    }

    private void inject(int ifIndex, byte[] frame) {
        try {
            puntPath.inject(ifIndex, frame);
        } catch (ForwardingException e) {
            log.debug("Interface {}: an answer was not sent: {}", ifIndex, e.getMessage());
        }
    }

    /** Answers no more. What is punted stays so, for the next one to answer. */
    @Deactivate
    public void close() throws Exception {
        punts.close();
        interfaces.close();
        owner.close();
        health.close();
    }
}

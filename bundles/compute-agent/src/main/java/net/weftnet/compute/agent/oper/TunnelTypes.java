package net.weftnet.compute.agent.oper;

import java.util.List;
import java.util.Optional;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.compute.agent.config.ConfigDb;

/**
 * The tunnels to other nodes, best first, as the {@code encapsulation-priorities} of the global configuration say, or else
 * this node's own.
 *
 * @param packets for routed packets: MPLS, as VXLAN carries frames
 * @param frames for bridged frames
 */
public record TunnelTypes(List<Encapsulation> packets, List<Encapsulation> frames) {
    public TunnelTypes {
        packets = List.copyOf(packets);
        frames = List.copyOf(frames);
    }

    /** @param own what this node speaks if nobody says anything */
    public static TunnelTypes read(ConfigDb config, List<Encapsulation> own) {
        var said = config.ofType("global-vrouter-config")
                .flatMap(name -> config.property(name, "encapsulation-priorities").stream())
                .flatMap(priorities -> priorities.children("encapsulation").stream())
                .flatMap(element -> encapsulation(element.text().strip()).stream())
                .distinct()
                .toList();
        var mpls = said.stream().filter(one -> one != Encapsulation.VXLAN).toList();
        return new TunnelTypes(mpls.isEmpty() ? own : mpls, said.isEmpty() ? own : said);
    }

    private static Optional<Encapsulation> encapsulation(String name) {
        return switch (name) {
            case "MPLSoUDP" -> Optional.of(Encapsulation.MPLS_OVER_UDP);
            case "MPLSoGRE" -> Optional.of(Encapsulation.MPLS_OVER_GRE);
            case "VXLAN" -> Optional.of(Encapsulation.VXLAN);
            default -> Optional.empty();
        };
    }
}

package net.weftnet.control.bgp;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import net.weftnet.control.bgp.api.NeighborView.Counters;
import net.weftnet.protocol.bgp.capability.Capability;
import net.weftnet.protocol.bgp.message.BgpMessage;
import net.weftnet.protocol.bgp.message.Notification;
import net.weftnet.protocol.bgp.message.Open;
import net.weftnet.protocol.bgp.message.RouteRefresh;
import net.weftnet.protocol.bgp.message.Update;

/** What a peer has said and been told, in numbers, and what it is capable of, in words. Owner: the event loop. */
final class MessageCounters {
    private final Map<String, Long> received = new TreeMap<>();
    private final Map<String, Long> sent = new TreeMap<>();

    /** Of UPDATEs; counted by the thread of the RIB. */
    private final LongAdder updateOctets = new LongAdder();

    private long losses;

    void received(BgpMessage message) {
        received.merge(name(message), 1L, Long::sum);
    }

    void sent(BgpMessage message) {
        sent.merge(name(message), 1L, Long::sum);
    }

    LongAdder updateOctets() {
        return updateOctets;
    }

    void lost() {
        losses++;
    }

    Counters view() {
        return new Counters(received, sent, updateOctets.sum(), losses);
    }

    private static String name(BgpMessage message) {
        return switch (message) {
            case Open _ -> "open";
            case Update _ -> "update";
            case Notification _ -> "notification";
            case BgpMessage.Keepalive _ -> "keepalive";
            case RouteRefresh _ -> "route-refresh";
        };
    }

    /** {@return capabilities as operators write them; families are told apart from them} */
    static List<String> texts(List<Capability> capabilities) {
        return capabilities.stream()
                .filter(capability -> !(capability instanceof Capability.Multiprotocol))
                .map(MessageCounters::text)
                .toList();
    }

    private static String text(Capability capability) {
        return switch (capability) {
            case Capability.GracefulRestart restart -> "graceful-restart " + restart.seconds() + " s";
            case Capability.FourOctetAs _ -> "four-octet-as";
            case Capability.Fqdn fqdn -> "fqdn " + fqdn.host();
            case Capability.Unknown unknown -> "unknown " + unknown.code();
            default ->
                capability
                        .getClass()
                        .getSimpleName()
                        .replaceAll("(?<=.)([A-Z])", "-$1")
                        .toLowerCase(Locale.ROOT);
        };
    }
}

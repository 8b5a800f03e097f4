package net.weftnet.compute.agent.table;

import java.util.List;
import java.util.function.Function;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.MacAddress;
import net.weftnet.compute.agent.oper.NetworkSettings;

/**
 * What is known of networks that bridge.
 *
 * @param networks how a network forwards, by its name
 * @param macs addresses at other nodes
 * @param receivers who wants frames for many, at other nodes
 * @param prefixes IP prefixes that are reached over VXLAN: those that routers have said, and hosts
 */
public record Bridging(
        Function<String, NetworkSettings> networks,
        List<LearnedMac> macs,
        List<Receiver> receivers,
        List<LearnedRoute> prefixes) {

    /**
     * A MAC address.
     *
     * @param addresses the IP address it was said with, if any
     */
    public record LearnedMac(String vrf, MacAddress mac, List<IpAddress> addresses, LearnedRoute.Path path) {
        public LearnedMac {
            addresses = List.copyOf(addresses);
        }
    }

    /** A node that wants frames for many. */
    public record Receiver(String vrf, LearnedRoute.Path path) {}

    public Bridging {
        macs = List.copyOf(macs);
        receivers = List.copyOf(receivers);
        prefixes = List.copyOf(prefixes);
    }
}

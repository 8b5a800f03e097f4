package net.weftnet.analytics.collector.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What object tables are called in REST paths: as in OpenContrail where it has a word, else made from the table's name. */
public final class ObjectTypes {
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("ObjectVNTable", "virtual-network"),
            Map.entry("ObjectVMTable", "virtual-machine"),
            Map.entry("ObjectVMITable", "virtual-machine-interface"),
            Map.entry("ObjectSITable", "service-instance"),
            Map.entry("ObjectVRouter", "vrouter"),
            Map.entry("ObjectBgpRouter", "control-node"),
            Map.entry("ObjectBgpPeer", "bgp-peer"),
            Map.entry("ObjectXmppPeerInfo", "xmpp-peer"),
            Map.entry("ObjectRoutingInstance", "routing-instance"),
            Map.entry("ObjectCollectorInfo", "analytics-node"),
            Map.entry("ObjectDatabaseInfo", "database-node"),
            Map.entry("ObjectConfigNode", "config-node"),
            Map.entry("ObjectGeneratorInfo", "generator"),
            Map.entry("ObjectDns", "dns-node"),
            Map.entry("ObjectPRouter", "prouter"));

    private ObjectTypes() {}

    /** {@return the tables that have a word of their own, sorted} */
    public static List<String> tables() {
        return WORDS.keySet().stream().sorted().toList();
    }

    /** {@return for example {@code virtual-network} for {@code ObjectVNTable}, {@code flow-meter} for {@code FlowMeter}} */
    public static String ofTable(String table) {
        var word = WORDS.get(table);
        if (word != null) {
            return word;
        }
        var bare = table.replaceFirst("^Object(?=.)", "").replaceFirst("(?<=.)Table$", "");
        return bare.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}

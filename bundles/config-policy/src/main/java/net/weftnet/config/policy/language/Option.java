package net.weftnet.config.policy.language;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What may follow the ends of a rule, in the order in which it is printed. */
public enum Option {
    /** Services that the traffic passes, in this order. */
    APPLY_SERVICE("apply-service", Shape.NAMES),
    /** The services keep the AS path of routes. */
    RETAIN_AS_PATH("retain-as-path", Shape.FLAG),
    /** Packets are copied to an analyzer. */
    MIRROR_TO("mirror-to", Shape.MIRROR),
    /** The routing instance that packets are looked up in. */
    ASSIGN_ROUTING_INSTANCE("assign-routing-instance", Shape.NAME),
    /** The qos-config that marks packets. */
    QOS("qos", Shape.NAME),
    /** The gateway that packets leave by. */
    GATEWAY("gateway", Shape.TEXT),
    /** Packets pass the service of their compute node. */
    HOST_BASED_SERVICE("host-based-service", Shape.FLAG),
    /** Sessions are logged. */
    LOG("log", Shape.FLAG),
    /** An alert is raised. */
    ALERT("alert", Shape.FLAG),
    /** Names of applications that the rule is for. */
    APPLICATION("application", Shape.TEXTS),
    /** The family of packets: IPv4 or IPv6. */
    ETHERTYPE("ethertype", Shape.ETHERTYPE),
    /** The place of the rule, as old clients give it: two numbers. */
    SEQUENCE("sequence", Shape.SEQUENCE),
    /** The name of the rule in logs and counters. */
    ID("id", Shape.TEXT),
    /** A text for people. */
    DESCRIPTION("description", Shape.TEXT),
    /** When the rule was made: a time as RFC 3339 writes it. */
    CREATED("created", Shape.TIME),
    /** When the rule was changed. */
    LAST_MODIFIED("last-modified", Shape.TIME);

    private final String keyword;
    private final Shape shape;

    Option(String keyword, Shape shape) {
        this.keyword = keyword;
        this.shape = shape;
    }

    /** {@return how it is written} */
    public String keyword() {
        return keyword;
    }

    /** {@return what follows the keyword} */
    public Shape shape() {
        return shape;
    }

    /** {@return the option that is written so} */
    public static Optional<Option> of(String keyword) {
        return Arrays.stream(values())
                .filter(option -> option.keyword.equals(keyword))
                .findFirst();
    }

    /** What follows the keyword of an option. */
    public enum Shape {
        /** Nothing. */
        FLAG,
        /** The name of an object. */
        NAME,
        /** Names of objects, in brackets. */
        NAMES,
        /** A word, or a text in quotes. */
        TEXT,
        /** Words or texts, in brackets. */
        TEXTS,
        /** IPv4 or IPv6. */
        ETHERTYPE,
        /** Two numbers with a point between them. */
        SEQUENCE,
        /** A date and time of RFC 3339. */
        TIME,
        /** The name of an analyzer, settings in parentheses, or both. */
        MIRROR
    }

    /** The value of an option. */
    public sealed interface Value {
        /** It is there. */
        record Set() implements Value {}

        /** A text, or the fully qualified name of an object. */
        record Text(String text) implements Value {}

        /** Several of them. */
        record Texts(List<String> texts) implements Value {
            public Texts {
                texts = List.copyOf(texts);
            }
        }

        /** An analyzer, by its fully qualified name, and how it is reached. */
        record Mirror(Optional<String> analyzer, Map<MirrorSetting, String> settings) implements Value {
            public Mirror {
                settings = Map.copyOf(settings);
            }
        }
    }

    /** How copies of packets get to an analyzer, in the order in which it is printed. */
    public enum MirrorSetting {
        /** The address of the analyzer. */
        ADDRESS("address", Shape.TEXT),
        /** Its MAC address. */
        MAC("mac", Shape.TEXT),
        /** Its UDP port. */
        PORT("port", Shape.TEXT),
        /** The routing instance that leads to it. */
        ROUTING_INSTANCE("routing-instance", Shape.NAME),
        /** How copies are wrapped. */
        ENCAPSULATION("encapsulation", Shape.TEXT),
        /** Whether a header tells the network and action: true or false. */
        JUNIPER_HEADER("juniper-header", Shape.TEXT),
        /** Who knows the next hop: dynamic or static. */
        NEXT_HOP("next-hop", Shape.TEXT),
        /** The address of the tunnel's end. */
        TUNNEL_ADDRESS("tunnel-address", Shape.TEXT),
        /** The MAC address behind it. */
        TUNNEL_MAC("tunnel-mac", Shape.TEXT),
        /** Its VXLAN network identifier. */
        TUNNEL_VNI("tunnel-vni", Shape.TEXT),
        /** Whether the network card makes the copies: true or false. */
        NIC_ASSISTED("nic-assisted", Shape.TEXT),
        /** The VLAN that it marks them with. */
        NIC_VLAN("nic-vlan", Shape.TEXT);

        private final String keyword;
        private final Shape shape;

        MirrorSetting(String keyword, Shape shape) {
            this.keyword = keyword;
            this.shape = shape;
        }

        /** {@return how it is written} */
        public String keyword() {
            return keyword;
        }

        /** {@return what follows the keyword} */
        public Shape shape() {
            return shape;
        }

        /** {@return the setting that is written so} */
        public static Optional<MirrorSetting> of(String keyword) {
            return Arrays.stream(values())
                    .filter(setting -> setting.keyword.equals(keyword))
                    .findFirst();
        }
    }
}

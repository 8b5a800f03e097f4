package net.weftnet.config.transformer.rules;

import java.util.Optional;
import org.opendaylight.yangtools.yang.common.Uint8;

/** Protocols of rules, by their numbers as access control lists have them. */
final class Protocols {
    static final String ANY = "any";

    private Protocols() {}

    /** {@return the number, or any; ICMP is another protocol in IPv6} */
    static String number(Optional<String> name, Optional<String> etherType) {
        boolean isIpv6 = etherType.filter("IPv6"::equals).isPresent();
        return switch (name.orElse(ANY)) {
            case "tcp" -> "6";
            case "udp" -> "17";
            case "icmp" -> isIpv6 ? "58" : "1";
            case "icmp6" -> "58";
            case "sctp" -> "132";
            case String other -> other;
        };
    }

    /** {@return the value of a leaf of the type ip-protocol} */
    static Object value(String number) {
        return number.equals(ANY) ? number : Uint8.valueOf(Short.parseShort(number));
    }
}

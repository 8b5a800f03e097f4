package net.weftnet.config.policy.language;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule: which traffic, and what happens with it.
 *
 * @param action whether it passes; empty if only the options say what happens
 * @param protocol {@code any}, a name, or a number from 0 to 255
 * @param source who sends
 * @param direction who may begin
 * @param destination who receives
 * @param options the rest, each at most once
 * @param line where it is in the text
 */
public record Rule(
        Optional<Action> action,
        String protocol,
        Endpoint source,
        Direction direction,
        Endpoint destination,
        Map<Option, Option.Value> options,
        int line) {

    public Rule {
        options = Map.copyOf(options);
    }

    /** Whether traffic passes. */
    public enum Action {
        /** It passes. */
        PASS,
        /** It is dropped. */
        DENY
    }

    /** Who may begin. */
    public enum Direction {
        /** The source. */
        FORWARD(">"),
        /** Either. */
        BOTH("<>");

        private final String sign;

        Direction(String sign) {
            this.sign = sign;
        }

        /** {@return how it is written} */
        public String sign() {
            return sign;
        }
    }

    /**
     * One end of traffic.
     *
     * @param addresses one or more; any of them
     * @param ports any of them; all ports if there is none
     */
    public record Endpoint(List<Address> addresses, List<PortRange> ports) {
        public Endpoint {
            addresses = List.copyOf(addresses);
            ports = List.copyOf(ports);
        }
    }
}

package net.weftnet.compute.forwarding;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import net.weftnet.compute.forwarding.api.Flow;

/**
 * How long flows stay without a packet. Written {@code udp/53=5, udp=180}: seconds for a protocol, or for one of its
 * ports at either end, which is asked first.
 */
final class FlowTimeouts {
    private static final Duration OTHERWISE = Duration.ofSeconds(180);
    /** A connection that is being opened or closed, or a refused flow, is kept for stragglers only. */
    private static final Duration OPENING = Duration.ofSeconds(30);

    private static final Duration CLOSED = Duration.ofSeconds(5);
    private static final Duration REFUSED = Duration.ofSeconds(10);
    private static final int ANY_PORT = -1;
    private static final Map<String, Integer> PROTOCOLS = Map.of("icmp", 1, "tcp", 6, "udp", 17, "sctp", 132);

    private final Map<Subject, Duration> timeouts;

    private record Subject(int protocol, int port) implements Comparable<Subject> {
        @Override
        public int compareTo(Subject other) {
            int byProtocol = Integer.compare(protocol, other.protocol);
            return byProtocol != 0 ? byProtocol : Integer.compare(port, other.port);
        }
    }

    private FlowTimeouts(Map<Subject, Duration> timeouts) {
        this.timeouts = timeouts;
    }

    /** @throws IllegalArgumentException if the text is not as described above */
    static FlowTimeouts parse(String text) {
        var timeouts = new TreeMap<Subject, Duration>();
        Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .forEach(part -> {
                    var sides = part.split("=", -1);
                    var words = sides[0].strip().split("/", -1);
                    try {
                        var seconds = Duration.ofSeconds(Integer.parseUnsignedInt(sides[1].strip()));
                        int port = words.length == 1 ? ANY_PORT : Integer.parseUnsignedInt(words[1]);
                        timeouts.put(new Subject(protocol(words[0]), port), seconds);
                    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                        throw new IllegalArgumentException(
                                "'" + part + "' is not protocol=seconds or protocol/port=seconds", e);
                    }
                });
        return new FlowTimeouts(timeouts);
    }

    private static int protocol(String text) {
        var known = PROTOCOLS.get(text);
        return known != null ? known : Integer.parseUnsignedInt(text);
    }

    /** {@return whether nobody misses the flow} */
    boolean isOver(Flow flow) {
        return flow.idle().compareTo(of(flow)) > 0;
    }

    private Duration of(Flow flow) {
        if (!flow.isAllowed()) {
            return REFUSED;
        }
        return switch (flow.tcp()) {
            case OPENING, CLOSING -> OPENING;
            case CLOSED -> CLOSED;
            case ESTABLISHED, NONE -> configured(flow.key());
        };
    }

    private Duration configured(Flow.Key key) {
        for (int port : new int[] {key.remotePort(), key.localPort(), ANY_PORT}) {
            var timeout = timeouts.get(new Subject(key.protocol(), port));
            if (timeout != null) {
                return timeout;
            }
        }
        return OTHERWISE;
    }
}

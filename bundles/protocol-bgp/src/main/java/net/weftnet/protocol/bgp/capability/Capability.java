package net.weftnet.protocol.bgp.capability;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.Octets;

/**
 * A capability that a speaker announces in its OPEN. Families that we do not speak are left out of those that list
 * families; whole capabilities that we do not know are kept as {@link Unknown} for the operator, and have no effect.
 */
public sealed interface Capability {

    /** {@return the capability's code} */
    int code();

    /** Exchanges routes of a family (RFC 4760). */
    record Multiprotocol(AddressFamily family) implements Capability {
        public static final int CODE = 1;

        @Override
        public int code() {
            return CODE;
        }
    }

    /** Answers ROUTE-REFRESH (RFC 2918). */
    record RouteRefresh() implements Capability {
        @Override
        public int code() {
            return 2;
        }
    }

    /** IPv4 routes of these families may have IPv6 next hops (RFC 8950). */
    record ExtendedNextHop(Set<AddressFamily> families) implements Capability {
        public ExtendedNextHop {
            families = Set.copyOf(families);
        }

        @Override
        public int code() {
            return 5;
        }
    }

    /** Takes and sends messages of up to 65535 octets (RFC 8654). */
    record ExtendedMessages() implements Capability {
        @Override
        public int code() {
            return 6;
        }
    }

    /**
     * Graceful restart (RFC 4724), with notification support (RFC 8538).
     *
     * @param restarted whether the speaker has just restarted
     * @param notification whether sessions that end with a NOTIFICATION restart gracefully too
     * @param seconds how long its routes are to be kept, 0 to 4095
     * @param forwarding families, each with whether its forwarding state survived
     */
    record GracefulRestart(boolean restarted, boolean notification, int seconds, Map<AddressFamily, Boolean> forwarding)
            implements Capability {
        public GracefulRestart {
            if (seconds < 0 || seconds > 0xfff) {
                throw new IllegalArgumentException("Restart time " + seconds + " is not in 0..4095");
            }
            forwarding = copy(forwarding);
        }

        @Override
        public int code() {
            return 64;
        }
    }

    /** Understands AS numbers of four octets (RFC 6793); the speaker's own one. */
    record FourOctetAs(long as) implements Capability {
        public FourOctetAs {
            if (as >>> 32 != 0) {
                throw new IllegalArgumentException("AS number " + as + " has more than 32 bits");
            }
        }

        @Override
        public int code() {
            return 65;
        }
    }

    /** Sends or takes several paths to one destination (RFC 7911). */
    record AddPath(Map<AddressFamily, Direction> families) implements Capability {
        /** What the speaker is able to do, with its number on the wire: 1, 2 and 3. */
        public enum Direction {
            RECEIVE,
            SEND,
            BOTH;

            public boolean receives() {
                return this != SEND;
            }

            public boolean sends() {
                return this != RECEIVE;
            }
        }

        public AddPath {
            families = copy(families);
        }

        @Override
        public int code() {
            return 69;
        }
    }

    /** Marks begin and end of what a ROUTE-REFRESH brings (RFC 7313). */
    record EnhancedRouteRefresh() implements Capability {
        @Override
        public int code() {
            return 70;
        }
    }

    /** Long-lived graceful restart (RFC 9494). */
    record LongLivedGracefulRestart(Map<AddressFamily, StaleTime> families) implements Capability {
        /**
         * @param forwarding whether the family's forwarding state survived
         * @param seconds how long its routes may be used as long-lived stale, 0 to 2^24 - 1
         */
        public record StaleTime(boolean forwarding, int seconds) {
            public StaleTime {
                if (seconds >>> 24 != 0) {
                    throw new IllegalArgumentException("Stale time " + seconds + " has more than 24 bits");
                }
            }
        }

        public LongLivedGracefulRestart {
            families = copy(families);
        }

        @Override
        public int code() {
            return 71;
        }
    }

    /** The speaker's names, for operators only; at most 255 octets of UTF-8 each. */
    record Fqdn(String host, String domain) implements Capability {
        @Override
        public int code() {
            return 73;
        }
    }

    /** One that we do not know, or that is about a family we do not speak. */
    record Unknown(int code, Octets value) implements Capability {}

    private static <V> Map<AddressFamily, V> copy(Map<AddressFamily, V> families) {
        var copy = new EnumMap<AddressFamily, V>(AddressFamily.class);
        copy.putAll(families);
        return Collections.unmodifiableMap(copy);
    }
}

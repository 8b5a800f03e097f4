package net.weftnet.config.transformer.compile;

import java.util.Optional;

/**
 * What everything compiled depends on.
 *
 * @param autonomousSystem the number of the system's autonomous system
 */
public record SystemSettings(long autonomousSystem) {
    private static final long FIRST_NUMBER = 8_000_000;

    /** With a four-octet AS number, numbers of the system start here and end with 16 bits. */
    private static final long FIRST_SHORT_NUMBER = 8_000;

    /** Those above are for {@link #furtherRouteTarget}. */
    private static final long LAST_SHORT_NUMBER = 0xbfff;

    /** Beyond what networks' own route targets use. */
    private static final long FIRST_FURTHER_NUMBER = 1 << 24;

    /**
     * {@return the route target of a number that the system gave out}; none when it does not fit besides a four-octet AS
     * number, so that the network stays alone rather than shares a route target
     */
    public Optional<String> routeTarget(long number) {
        if (autonomousSystem <= 0xffff) {
            return Optional.of("target:" + autonomousSystem + ':' + number);
        }
        long shortNumber = number - FIRST_NUMBER + FIRST_SHORT_NUMBER;
        return shortNumber <= LAST_SHORT_NUMBER
                ? Optional.of("target:" + autonomousSystem + ':' + shortNumber)
                : Optional.empty();
    }

    /**
     * {@return the route target of a number, counted from 0, for what is no network's own}: chains and routers; none when
     * there is no room for it besides a four-octet AS number
     */
    public Optional<String> furtherRouteTarget(long number) {
        if (autonomousSystem <= 0xffff) {
            return Optional.of("target:" + autonomousSystem + ':' + (FIRST_FURTHER_NUMBER + number));
        }
        long shortNumber = LAST_SHORT_NUMBER + 1 + number;
        return shortNumber <= 0xffff ? Optional.of("target:" + autonomousSystem + ':' + shortNumber) : Optional.empty();
    }
}

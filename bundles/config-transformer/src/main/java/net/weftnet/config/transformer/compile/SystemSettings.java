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

    private static final long LAST_SHORT_NUMBER = 0xffff;

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
}

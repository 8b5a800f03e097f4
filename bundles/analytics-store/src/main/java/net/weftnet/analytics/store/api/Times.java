package net.weftnet.analytics.store.api;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * Times as people and scripts write them: {@code now}, {@code now-10m}, {@code 10m} (ago), microseconds since 1970, or
 * {@code 2026-01-31T12:00:00Z}.
 */
public final class Times {
    private static final Pattern RELATIVE = Pattern.compile("(?:now)?(?:\\s*-\\s*)?(\\d{1,9})\\s*([smhdw])");
    private static final Pattern MICROS = Pattern.compile("\\d{1,18}");

    private Times() {}

    /**
     * {@return the time of a text}
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Instant parse(String text, Instant now) {
        var bare = text.strip();
        if (bare.equals("now")) {
            return now;
        }
        if (MICROS.matcher(bare).matches()) {
            return Instant.EPOCH.plus(Long.parseLong(bare), ChronoUnit.MICROS);
        }
        var relative = RELATIVE.matcher(bare);
        if (relative.matches()) {
            return now.minus(unit(relative.group(2)).multipliedBy(Long.parseLong(relative.group(1))));
        }
        try {
            return Instant.parse(bare);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "Not a time: " + text + " (say 10m, 2h, 7d, now-10m, or 2026-01-31T12:00:00Z)", e);
        }
    }

    private static Duration unit(String letter) {
        return switch (letter) {
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            case "d" -> Duration.ofDays(1);
            default -> Duration.ofDays(7);
        };
    }
}

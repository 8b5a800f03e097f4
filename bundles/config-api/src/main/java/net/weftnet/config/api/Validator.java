package net.weftnet.config.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * What tells one state of a resource from another (RFC 9110 section 8.8): every configuration resource has the entity tag
 * and the time of the newest commit, as RFC 8040 section 3.5.1 allows.
 */
record Validator(long revision, Instant time) {

    /** The format is fixed: two digits for the day, always GMT. */
    static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    Validator {
        time = time.truncatedTo(ChronoUnit.SECONDS);
    }

    String entityTag() {
        return "\"" + revision + "\"";
    }

    String lastModified() {
        return HTTP_DATE.format(time);
    }
}

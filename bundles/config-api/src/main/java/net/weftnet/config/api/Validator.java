package net.weftnet.config.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What tells one state of a resource from another (RFC 9110 section 8.8): every configuration resource has the revision and the
 * time of the newest commit, as RFC 8040 section 3.5.1 allows. A strong entity tag is of one representation, so that of JSON is
 * another one than that of XML.
 */
record Validator(long revision, Instant time) {

    /** The format is fixed: two digits for the day, always GMT. */
    static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    Validator {
        time = time.truncatedTo(ChronoUnit.SECONDS);
    }

    String entityTag(Encoding encoding) {
        return '"' + (revision + "-" + encoding.name().toLowerCase(Locale.ROOT)) + '"';
    }

    /** {@return the entity tags of all representations of this state} */
    List<String> entityTags() {
        return Arrays.stream(Encoding.values()).map(this::entityTag).toList();
    }

    String lastModified() {
        return HTTP_DATE.format(time);
    }
}

package net.weftnet.config.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.weftnet.common.http.api.HttpCall;
import org.opendaylight.restconf.api.HttpStatusCode;
import org.opendaylight.yangtools.yang.common.ErrorTag;

/** The conditions of a request (RFC 9110 section 13). A date that cannot be read is no condition. */
record Preconditions(
        List<String> ifMatch,
        List<String> ifNoneMatch,
        Optional<Instant> ifModifiedSince,
        Optional<Instant> ifUnmodifiedSince) {

    private static final String ANY = "*";

    static Preconditions of(HttpCall call) {
        return new Preconditions(
                entityTags(call, "If-Match"),
                entityTags(call, "If-None-Match"),
                date(call, "If-Modified-Since"),
                date(call, "If-Unmodified-Since"));
    }

    private static List<String> entityTags(HttpCall call, String header) {
        return call.headers(header).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .toList();
    }

    private static Optional<Instant> date(HttpCall call, String header) {
        try {
            return call.header(header).map(text -> Validator.HTTP_DATE.parse(text.strip(), Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    boolean isEmpty() {
        return ifMatch.isEmpty() && ifNoneMatch.isEmpty() && ifUnmodifiedSince.isEmpty();
    }

    /** {@return whether a GET or HEAD is answered with 304, as the client has this state already} */
    boolean notModified(Validator current, Encoding encoding) {
        if (!ifNoneMatch.isEmpty()) {
            var tag = current.entityTag(encoding);
            return ifNoneMatch.contains(ANY) || ifNoneMatch.contains(tag) || ifNoneMatch.contains("W/" + tag);
        }
        return ifModifiedSince.isPresent() && !current.time().isAfter(ifModifiedSince.get());
    }

    /** Refuses a change of a resource that is not in a state the client expects, in whichever encoding it was read. */
    void requireMet(Validator current, boolean exists) throws RestconfException {
        if (!ifMatch.isEmpty()) {
            require(exists && (ifMatch.contains(ANY) || names(ifMatch, current)), "If-Match", current);
        } else if (ifUnmodifiedSince.isPresent()) {
            require(!current.time().isAfter(ifUnmodifiedSince.get()), "If-Unmodified-Since", current);
        }
        require(!(exists && ifNoneMatch.contains(ANY) || names(ifNoneMatch, current)), "If-None-Match", current);
    }

    private static boolean names(List<String> tags, Validator current) {
        return !Collections.disjoint(tags, current.entityTags());
    }

    private static void require(boolean met, String header, Validator current) throws RestconfException {
        if (!met) {
            throw failed(
                    header + " is not met: the current entity tags are " + String.join(" and ", current.entityTags()));
        }
    }

    /** {@return the refusal of a request whose conditions are not met} */
    static RestconfException failed(String message) {
        return RestconfException.protocol(HttpStatusCode.PRECONDITION_FAILED, ErrorTag.OPERATION_FAILED, message);
    }
}

package net.weftnet.config.access.audit;

import com.google.gson.JsonObject;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which calls of the audit log somebody wants to see.
 *
 * @param user whose calls
 * @param path what the path begins with
 * @param status what came of it: a status, or {@code 4xx} for all of a hundred
 */
public record AuditFilter(Optional<String> user, Optional<String> path, Optional<String> status) {
    /** All of them. */
    public static final AuditFilter ALL = new AuditFilter(Optional.empty(), Optional.empty(), Optional.empty());

    private static final Pattern STATUS = Pattern.compile("[1-5](\\d\\d|xx)");

    /**
     * A filter.
     *
     * @throws IllegalArgumentException when the status is none
     */
    public AuditFilter {
        if (status.isPresent() && !STATUS.matcher(status.get()).matches()) {
            throw new IllegalArgumentException("A status is like 403, or 4xx, not " + status.get());
        }
    }

    /** {@return a filter of texts, of which those that are empty ask for nothing} */
    public static AuditFilter of(String user, String path, String status) {
        return new AuditFilter(given(user), given(path), given(status));
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(one -> !one.isEmpty());
    }

    boolean isWanted(JsonObject line) {
        return (user.isEmpty() || user.equals(AuditLog.text(line, "user")))
                && (path.isEmpty() || AuditLog.text(line, "path").orElse("").startsWith(path.get()))
                && (status.isEmpty() || isWanted(AuditLog.text(line, "status").orElse("")));
    }

    private boolean isWanted(String outcome) {
        var wanted = status.orElseThrow();
        return wanted.endsWith("xx") ? outcome.startsWith(wanted.substring(0, 1)) : outcome.equals(wanted);
    }
}

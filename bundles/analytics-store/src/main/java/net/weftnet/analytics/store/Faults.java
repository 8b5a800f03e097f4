package net.weftnet.analytics.store;

import java.sql.SQLException;
import net.weftnet.analytics.store.api.QueryException;
import net.weftnet.analytics.store.api.QueryException.Reason;

/** What DuckDB's errors mean to who wrote the query. It tells them apart only by the first words of the message. */
final class Faults {
    private Faults() {}

    static QueryException of(SQLException e) {
        var text = String.valueOf(e.getMessage()).strip();
        return new QueryException(reason(text), text, e);
    }

    private static Reason reason(String text) {
        if (text.startsWith("Out of Memory Error")) {
            return Reason.LIMIT;
        }
        if (text.startsWith("INTERRUPT Error")) {
            return Reason.CANCELLED;
        }
        if (text.startsWith("Permission Error")
                || text.contains("read-only mode")
                || text.contains("the configuration has been locked")
                || text.contains("Only SELECT statements")) {
            return Reason.FORBIDDEN;
        }
        boolean isOurs = text.startsWith("IO Error")
                || text.startsWith("FATAL Error")
                || text.startsWith("INTERNAL Error")
                || text.startsWith("Connection");
        return isOurs ? Reason.UNAVAILABLE : Reason.INVALID;
    }
}

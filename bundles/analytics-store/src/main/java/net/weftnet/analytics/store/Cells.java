package net.weftnet.analytics.store;

import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/** Cells of a result as plain values: null, numbers, truth values, strings, instants, lists and maps. */
final class Cells {
    private Cells() {}

    static List<@Nullable Object> row(ResultSet result) throws SQLException {
        var types = result.getMetaData();
        var row = new ArrayList<@Nullable Object>(types.getColumnCount());
        for (int i = 1; i <= types.getColumnCount(); i++) {
            // Asked for as a Timestamp it would go through the zone of this process.
            row.add(plain(
                    types.getColumnType(i) == Types.TIMESTAMP
                            ? result.getObject(i, LocalDateTime.class)
                            : result.getObject(i)));
        }
        return row;
    }

    private static @Nullable Object plain(@Nullable Object cell) throws SQLException {
        return switch (cell) {
            case null -> null;
            case Number number -> number;
            case Boolean truth -> truth;
            case LocalDateTime time -> time.toInstant(ZoneOffset.UTC);
            case Timestamp time -> time.toLocalDateTime().toInstant(ZoneOffset.UTC);
            case OffsetDateTime time -> time.toInstant();
            case Array array -> list((Object[]) array.getArray());
            case DuckDBStruct struct -> map(struct.getMap());
            case Map<?, ?> map -> map(map);
            case List<?> list -> list(list.toArray());
            case Blob blob -> blob.length() + " octets";
            default -> cell.toString();
        };
    }

    private static List<@Nullable Object> list(@Nullable Object[] elements) throws SQLException {
        var list = new ArrayList<@Nullable Object>(elements.length);
        for (var element : elements) {
            list.add(plain(element));
        }
        return list;
    }

    private static Map<String, @Nullable Object> map(Map<?, ?> entries) throws SQLException {
        var map = new LinkedHashMap<String, @Nullable Object>();
        for (var entry : entries.entrySet()) {
            map.put(String.valueOf(entry.getKey()), plain(entry.getValue()));
        }
        return map;
    }
}

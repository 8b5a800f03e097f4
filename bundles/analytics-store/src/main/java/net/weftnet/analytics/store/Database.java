package net.weftnet.analytics.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import net.weftnet.analytics.store.api.StoreState.TableState;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * A DuckDB database in one file. What its SQL may do is locked when it is opened: no files but its own, no network, no
 * extensions, no settings. Its writer's, but for {@link #connect}. It is closed when the last of its connections is, and can
 * be opened again only then.
 */
final class Database implements AutoCloseable {
    /** The tables with rows in time. */
    static final List<String> TABLES = List.of("messages", "objects", "flows", "stats", "uves", "alarms");

    private static final int VERSION = 1;
    private static final long MEBIBYTE = 1 << 20;

    private final DuckDBConnection connection;

    /**
     * How a database is opened.
     *
     * @param folder of its files; they are made if there are none
     * @param memoryBytes all that DuckDB may use, off the heap
     * @param spillBytes what queries may put on the disk when memory does not do
     */
    record Settings(Path folder, long memoryBytes, int threads, long spillBytes) {
        Path file() {
            return folder.resolve("analytics.duckdb");
        }
    }

    private Database(DuckDBConnection connection) {
        this.connection = connection;
    }

    /**
     * Opens it.
     *
     * @throws SQLException if the file is damaged, in use by another process, or of another version
     */
    static Database open(Settings settings) throws SQLException, IOException {
        Files.createDirectories(settings.folder());
        var properties = new Properties();
        properties.put("memory_limit", mebibytes(settings.memoryBytes()));
        properties.put("threads", Integer.toString(settings.threads()));
        properties.put("temp_directory", settings.folder().resolve("spill").toString());
        properties.put("max_temp_directory_size", mebibytes(settings.spillBytes()));
        properties.put("autoinstall_known_extensions", "false");
        properties.put("autoload_known_extensions", "false");
        properties.put("allow_community_extensions", "false");
        properties.put("enable_external_access", "false");
        properties.put(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        var connection = (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:" + settings.file(), properties);
        try {
            execute(connection, "SET GLOBAL TimeZone = 'UTC'");
            execute(connection, "SET GLOBAL lock_configuration = true");
            execute(connection, schema());
            var database = new Database(connection);
            database.requireVersion();
            return database;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static String mebibytes(long bytes) {
        return Math.max(bytes / MEBIBYTE, 1) + "MiB";
    }

    private static String schema() {
        try (var in = Database.class.getResourceAsStream("schema.sql")) {
            if (in == null) {
                throw new IllegalStateException("The schema is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requireVersion() throws SQLException {
        execute(connection, "INSERT INTO schema_version SELECT " + VERSION + " WHERE NOT EXISTS (FROM schema_version)");
        long version = number("SELECT max(version) FROM schema_version");
        if (version != VERSION) {
            throw new SQLException("The tables are of version " + version + ", and this needs " + VERSION);
        }
    }

    private static void execute(DuckDBConnection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            return result.next() ? result.getLong(1) : 0;
        }
    }

    /** {@return a connection of its own for a query, to be closed; from any thread} */
    DuckDBConnection connect() throws SQLException {
        return (DuckDBConnection) connection.duplicate();
    }

    /** Writes all rows, or none. */
    void write(List<Row> rows) throws SQLException {
        execute(connection, "BEGIN TRANSACTION"); // appenders do not begin one, unlike statements
        try (var appenders = new Appenders(connection)) {
            for (var row : rows) {
                appenders.append(row);
            }
            appenders.flush();
            execute(connection, "COMMIT");
        } catch (SQLException | RuntimeException e) {
            rollback(e);
            throw e;
        }
    }

    private void rollback(Exception cause) {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Deletes what is older, and gives back its room. */
    long deleteBefore(String table, Instant time) throws SQLException {
        try (var statement = connection.prepareStatement("DELETE FROM " + table + " WHERE time < ?")) {
            statement.setObject(1, LocalDateTime.ofInstant(time, ZoneOffset.UTC));
            return statement.executeLargeUpdate();
        }
    }

    /** Moves the log of changes into the tables' file, where the room of deleted rows can be used again. */
    void checkpoint() throws SQLException {
        execute(connection, "CHECKPOINT");
    }

    /** {@return octets in use: blocks of the file that are not free, and the log of changes} */
    long usedBytes() throws SQLException {
        return number("SELECT block_size * used_blocks FROM pragma_database_size()");
    }

    List<TableState> tables() throws SQLException {
        var states = new ArrayList<TableState>();
        for (var table : TABLES) {
            try (var statement = connection.createStatement();
                    var result = statement.executeQuery("SELECT count(*), min(time), max(time) FROM " + table)) {
                result.next();
                states.add(new TableState(
                        table,
                        result.getLong(1),
                        instant(result.getObject(2, LocalDateTime.class)),
                        instant(result.getObject(3, LocalDateTime.class))));
            }
        }
        return states;
    }

    private static Optional<Instant> instant(LocalDateTime time) {
        return Optional.ofNullable(time).map(utc -> utc.toInstant(ZoneOffset.UTC));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

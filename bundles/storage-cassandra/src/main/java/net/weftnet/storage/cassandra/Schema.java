package net.weftnet.storage.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import java.util.List;

/**
 * Where rows are.
 *
 * <p>The rows of a table are spread over partitions by a hash of their key, and sorted by key within each. The tables
 * have fixed identities, so that nodes that create them at the same time create the same ones.
 */
final class Schema {
    static final int BUCKETS = 16;

    /** How long all nodes may take to know a new table. */
    private static final Duration AGREEMENT = Duration.ofSeconds(20);

    private Schema() {}

    /** Creates what does not exist. */
    static void create(CqlSession session, String datacenter, int replication) {
        var keyspace = "CREATE KEYSPACE IF NOT EXISTS weftnet WITH replication ="
                + " {'class': 'NetworkTopologyStrategy', '%s': %d}".formatted(datacenter, replication);
        var rows =
                """
                CREATE TABLE IF NOT EXISTS weftnet.table_rows (name text, bucket int, key text, value blob,
                content uuid, chunks int, PRIMARY KEY ((name, bucket), key))
                WITH id = 7e6c1c80-1a5b-11f1-8c01-000000000001""";
        var chunks =
                """
                CREATE TABLE IF NOT EXISTS weftnet.value_chunks (content uuid, number int, data blob,
                PRIMARY KEY ((content, number))) WITH id = 7e6c1c80-1a5b-11f1-8c01-000000000002""";
        for (var statement : List.of(keyspace, rows, chunks)) {
            session.execute(SimpleStatement.newInstance(statement).setTimeout(AGREEMENT));
        }
    }

    static int bucket(String key) {
        return Math.floorMod(key.hashCode(), BUCKETS);
    }
}

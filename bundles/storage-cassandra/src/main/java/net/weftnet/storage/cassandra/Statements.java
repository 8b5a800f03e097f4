package net.weftnet.storage.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;

/** What is asked of Cassandra. All of it may be sent twice: a row or a chunk is written with one content only. */
record Statements(
        PreparedStatement get,
        PreparedStatement scan,
        PreparedStatement putInline,
        PreparedStatement putNamed,
        PreparedStatement delete,
        PreparedStatement getChunk,
        PreparedStatement putChunk,
        PreparedStatement deleteChunk) {

    static Statements prepare(CqlSession session) {
        return new Statements(
                session.prepare("SELECT key, value, content, chunks FROM weftnet.table_rows"
                        + " WHERE name = ? AND bucket = ? AND key = ?"),
                session.prepare("SELECT key, value, content, chunks FROM weftnet.table_rows"
                        + " WHERE name = ? AND bucket = ? AND key >= ? LIMIT ?"),
                session.prepare("INSERT INTO weftnet.table_rows (name, bucket, key, value, content, chunks)"
                        + " VALUES (?, ?, ?, ?, null, null)"),
                session.prepare("INSERT INTO weftnet.table_rows (name, bucket, key, value, content, chunks)"
                        + " VALUES (?, ?, ?, null, ?, ?)"),
                session.prepare("DELETE FROM weftnet.table_rows WHERE name = ? AND bucket = ? AND key = ?"),
                session.prepare("SELECT data FROM weftnet.value_chunks WHERE content = ? AND number = ?"),
                session.prepare("INSERT INTO weftnet.value_chunks (content, number, data) VALUES (?, ?, ?)"),
                session.prepare("DELETE FROM weftnet.value_chunks WHERE content = ? AND number = ?"));
    }
}

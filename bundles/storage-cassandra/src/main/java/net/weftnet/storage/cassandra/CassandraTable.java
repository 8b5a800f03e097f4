package net.weftnet.storage.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.api.Table;

/**
 * A table in Cassandra. Reads and writes are answered by a quorum, so that what one node has written every node reads.
 *
 * <p>Rows that are written together are one logged batch: all or none. Cassandra refuses batches over 50 KiB, so larger
 * ones carry only the names of their values, which were written before.
 */
final class CassandraTable implements Table {
    /** A little less than what Cassandra lets a batch have. */
    private static final int MAX_BATCH_BYTES = 49 << 10;

    /** What a row takes in a batch beside its key and value, measured. */
    private static final int ROW_BYTES = 110;

    private static final int MAX_INLINE_BYTES = ValueChunks.CHUNK_BYTES;

    private final CqlSession session;
    private final Statements statements;
    private final ValueChunks chunks;
    private final String name;

    CassandraTable(CqlSession session, Statements statements, String name) {
        this.session = session;
        this.statements = statements;
        this.name = name;
        chunks = new ValueChunks(session, statements);
    }

    private interface Call<T> {
        T run() throws StorageException;
    }

    private static <T> T call(Call<T> call) throws StorageException {
        try {
            return call.run();
        } catch (DriverException e) {
            throw new StorageException("Cassandra: " + e.getMessage(), e);
        }
    }

    /** Waits for an answer; what went wrong is thrown as the synchronous calls do. */
    static <T> T join(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof DriverException failure) {
                throw failure;
            }
            throw e;
        }
    }

    @Override
    public Optional<byte[]> get(String key) throws StorageException {
        return call(() -> {
            var row = session.execute(statements.get().bind(name, Schema.bucket(key), key))
                    .one();
            return row == null ? Optional.empty() : Optional.of(value(row));
        });
    }

    private byte[] value(Row row) throws StorageException {
        var inline = row.getByteBuffer("value");
        var content = row.getUuid("content");
        if (inline != null) {
            return ValueChunks.bytes(inline);
        }
        if (content == null) {
            throw new StorageException("Cassandra has a row without a value: " + name + " " + row.getString("key"));
        }
        return chunks.read(content, row.getInt("chunks"));
    }

    @Override
    public List<net.weftnet.common.storage.api.Row> scan(String from, int limit) throws StorageException {
        return limit == 0 ? List.of() : call(() -> merge(from, limit));
    }

    private List<net.weftnet.common.storage.api.Row> merge(String from, int limit) throws StorageException {
        var buckets = new PriorityQueue<Cursor>(Comparator.comparing(cursor -> cursor.key));
        for (int bucket = 0; bucket < Schema.BUCKETS; bucket++) {
            var rows = session.execute(statements.scan().bind(name, bucket, from, limit))
                    .iterator();
            if (rows.hasNext()) {
                buckets.add(new Cursor(rows));
            }
        }
        var merged = new ArrayList<net.weftnet.common.storage.api.Row>();
        while (merged.size() < limit && !buckets.isEmpty()) {
            var first = buckets.remove();
            merged.add(new net.weftnet.common.storage.api.Row(first.key, value(first.row)));
            if (first.advance()) {
                buckets.add(first);
            }
        }
        return merged;
    }

    /** The next row of a partition. */
    private static final class Cursor {
        private final Iterator<Row> rows;
        private Row row;
        private String key;

        Cursor(Iterator<Row> rows) {
            this.rows = rows;
            row = rows.next();
            key = Objects.requireNonNull(row.getString("key"));
        }

        boolean advance() {
            if (!rows.hasNext()) {
                return false;
            }
            row = rows.next();
            key = Objects.requireNonNull(row.getString("key"));
            return true;
        }
    }

    @Override
    public void put(List<net.weftnet.common.storage.api.Row> rows) throws StorageException {
        int keyBytes = check(rows);
        call(() -> {
            int bytes = rows.stream().mapToInt(row -> row.value().length).sum();
            boolean isSmall = rows.size() == 1 ? bytes <= MAX_INLINE_BYTES : keyBytes + bytes <= MAX_BATCH_BYTES;
            write(isSmall ? inline(rows) : named(rows));
            return true;
        });
    }

    /** {@return how much of a batch the rows take without their values} */
    private static int check(List<net.weftnet.common.storage.api.Row> rows) throws StorageException {
        int names = 0;
        for (var row : rows) {
            int keyBytes = row.key().getBytes(StandardCharsets.UTF_8).length;
            if (keyBytes > net.weftnet.common.storage.api.Row.MAX_KEY_BYTES
                    || row.value().length > net.weftnet.common.storage.api.Row.MAX_VALUE_BYTES) {
                throw new IllegalArgumentException("Too long: " + row);
            }
            names += keyBytes + ROW_BYTES;
        }
        if (names > MAX_BATCH_BYTES) {
            throw new StorageException(
                    "Cassandra cannot write " + rows.size() + " rows at once: their keys alone are over its limit");
        }
        return names;
    }

    private List<BoundStatement> inline(List<net.weftnet.common.storage.api.Row> rows) {
        return rows.stream()
                .map(row -> statements
                        .putInline()
                        .bind(name, Schema.bucket(row.key()), row.key(), ByteBuffer.wrap(row.value())))
                .toList();
    }

    private List<BoundStatement> named(List<net.weftnet.common.storage.api.Row> rows) {
        var inserts = new ArrayList<BoundStatement>();
        var writer = chunks.new Writer();
        for (var row : rows) {
            var content = UUID.randomUUID();
            writer.write(content, row.value());
            int count = ValueChunks.count(row.value().length);
            inserts.add(statements.putNamed().bind(name, Schema.bucket(row.key()), row.key(), content, count));
        }
        writer.finish();
        return inserts;
    }

    private void write(List<BoundStatement> inserts) {
        if (inserts.size() == 1) {
            session.execute(inserts.getFirst());
        } else if (!inserts.isEmpty()) {
            BatchStatementBuilder batch = BatchStatement.builder(BatchType.LOGGED);
            inserts.forEach(batch::addStatement);
            session.execute(batch.build());
        }
    }

    @Override
    public void delete(String key) throws StorageException {
        call(() -> {
            int bucket = Schema.bucket(key);
            var row = session.execute(statements.get().bind(name, bucket, key)).one();
            session.execute(statements.delete().bind(name, bucket, key));
            var content = row == null ? null : row.getUuid("content");
            if (row != null && content != null) {
                chunks.delete(content, row.getInt("chunks"));
            }
            return true;
        });
    }
}

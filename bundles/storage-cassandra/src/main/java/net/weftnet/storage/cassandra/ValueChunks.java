package net.weftnet.storage.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import net.weftnet.common.storage.api.StorageException;

/** Values that are too long for a row, in pieces that Cassandra likes. Nobody sees them before a row names them. */
final class ValueChunks {
    static final int CHUNK_BYTES = 256 << 10;

    /** How many requests are under way at most. */
    private static final int WINDOW = 32;

    private final CqlSession session;
    private final Statements statements;

    ValueChunks(CqlSession session, Statements statements) {
        this.session = session;
        this.statements = statements;
    }

    /** How many chunks a value of this length has. */
    static int count(int length) {
        return Math.max(1, (length + CHUNK_BYTES - 1) / CHUNK_BYTES);
    }

    /** Writes that are under way together. */
    final class Writer {
        private final ArrayDeque<CompletionStage<AsyncResultSet>> underWay = new ArrayDeque<>();

        void write(UUID content, byte[] value) {
            for (int number = 0; number < count(value.length); number++) {
                int start = number * CHUNK_BYTES;
                var data = ByteBuffer.wrap(value, start, Math.min(CHUNK_BYTES, value.length - start));
                if (underWay.size() == WINDOW) {
                    await();
                }
                underWay.add(session.executeAsync(statements.putChunk().bind(content, number, data)));
            }
        }

        private void await() {
            CassandraTable.join(underWay.remove());
        }

        /** Waits until all are durable. */
        void finish() {
            while (!underWay.isEmpty()) {
                await();
            }
        }
    }

    byte[] read(UUID content, int chunks) throws StorageException {
        var value = new ByteArrayOutputStream();
        for (int number = 0; number < chunks; number++) {
            var row =
                    session.execute(statements.getChunk().bind(content, number)).one();
            var data = Optional.ofNullable(row == null ? null : row.getByteBuffer(0));
            value.writeBytes(
                    bytes(data.orElseThrow(() -> new StorageException("Cassandra has lost a chunk of " + content))));
        }
        return value.toByteArray();
    }

    static byte[] bytes(ByteBuffer buffer) {
        return Arrays.copyOfRange(
                buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.arrayOffset() + buffer.limit());
    }

    void delete(UUID content, int chunks) {
        for (int number = 0; number < chunks; number++) {
            session.execute(statements.deleteChunk().bind(content, number));
        }
    }
}

package net.weftnet.config.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import net.weftnet.config.db.api.ConfigException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.Uint16;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;

/** Large retrievals are written piece by piece, and end with the client. */
class LargeRetrievalTest {

    private static final int ENTRIES = 100_000;
    private static final int CHUNK = 64 * 1024;
    private static final QName LIBRARY = QName.create("urn:example", "2026-01-01", "library");
    private static final QName ARTIST = QName.create(LIBRARY, "artist");
    private static final QName NAME = QName.create(LIBRARY, "name");

    private static final Api api = new Api(new TreeDatastore(), List.of());

    @BeforeAll
    static void fill() throws ConfigException {
        var list = ImmutableNodes.newSystemMapBuilder().withNodeIdentifier(NodeIdentifier.create(ARTIST));
        for (int i = 0; i < ENTRIES; i++) {
            var name = "port-%06d-of-a-large-system".formatted(i);
            list.withChild(ImmutableNodes.newMapEntryBuilder()
                    .withNodeIdentifier(NodeIdentifierWithPredicates.of(ARTIST, NAME, name))
                    .withChild(ImmutableNodes.leafNode(NAME, name))
                    .withChild(ImmutableNodes.leafNode(QName.create(LIBRARY, "born"), Uint16.valueOf(1900)))
                    .build());
        }
        var path = YangInstanceIdentifier.of(LIBRARY).node(ARTIST);
        api.datastore.commit("alice", "many", tree -> tree.write(path, list.build()));
    }

    /** Counts what comes, and goes away after the first octets. */
    private static final class Client extends OutputStream {
        private final long patience;
        private long octets;
        private int largest;

        Client(long patience) {
            this.patience = patience;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            octets += length;
            largest = Math.max(largest, length);
            if (octets > patience) {
                throw new IOException("gone");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/example:library, application/yang-data+json",
        "/example:library/artist, application/yang-data+json",
        "'', application/yang-data+json",
        "/example:library, application/yang-data+xml",
        "/example:library/artist, application/yang-data+xml-list",
        "/example:library/artist?limit=90000, application/yang-data+xml"
    })
    void areWrittenInSmallPieces(String path, String type) throws Exception {
        var call = TestCall.of("GET /restconf/data" + path, "", "Accept: " + type);
        var whole = new Client(Long.MAX_VALUE);
        api.reply(call).body().writeTo(whole);
        assertTrue(whole.octets > 7_000_000, () -> "The body has only " + whole.octets);
        assertTrue(whole.largest <= CHUNK, () -> "A write had " + whole.largest);

        var first = new Client(CHUNK);
        assertThrows(IOException.class, () -> api.reply(call).body().writeTo(first));
        assertTrue(first.octets <= 2 * CHUNK, () -> first.octets + " were written to a client that is gone");
    }

    @ParameterizedTest
    @CsvSource({"100000, 1", "30000, 4"})
    void pagesMakeTheWhole(int limit, int pages) {
        var query = "?fields=name&limit=" + limit;
        long entries = 0;
        int count = 0;
        for (var cursor = ""; count == 0 || !cursor.isEmpty(); count++) {
            var reply = api.get("/example:library/artist" + query + (count == 0 ? "" : "&cursor=" + cursor));
            entries += reply.body()
                    .lines()
                    .filter(line -> line.contains("\"name\""))
                    .count();
            cursor = reply.header("Weft-Next-Cursor");
        }
        assertEquals(ENTRIES, entries);
        assertEquals(pages, count);
    }
}

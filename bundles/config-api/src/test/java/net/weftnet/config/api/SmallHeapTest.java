package net.weftnet.config.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.CommitListener;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.Snapshot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.opendaylight.yangtools.concepts.PrettyTree;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.SystemMapNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeSnapshot;
import org.opendaylight.yangtools.yang.data.tree.api.VersionInfo;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;

/**
 * Memory does not grow with what is sent: a process with a heap of 40 MiB, most of which the model takes, answers with
 * 100,000 entries and more than 200 MB, in both encodings. The entries are made as they are read, so that only what the way
 * of the answer holds on to counts.
 */
class SmallHeapTest {

    private static final List<String> QUERIES = List.of("", "?with-defaults=report-all", "?fields=name;alias");
    private static final List<String> TYPES = List.of("application/yang-data+json", "application/yang-data+xml-list");

    @Test
    void sendsMuchMoreThanFitsIntoMemory() throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx40m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeapTest.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.PIPE)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    /** What the process with the small heap does: ends with an error if an answer is incomplete. */
    public static void main(String[] arguments) throws Exception {
        for (int entries : new int[] {10_000, 100_000}) {
            var api = new Api(new GeneratedDatastore(entries), List.of());
            for (var type : TYPES) {
                for (var query : entries == 10_000 ? QUERIES : QUERIES.subList(0, 1)) {
                    var counted = new Counted();
                    api.reply(TestCall.of("GET /restconf/data/example:library/artist" + query, "", "Accept: " + type))
                            .body()
                            .writeTo(counted);
                    if (counted.octets < 2_100L * entries) {
                        throw new IllegalStateException(type + query + ": only " + counted.octets + " octets");
                    }
                }
            }
        }
        System.exit(0);
    }

    private static final class Counted extends OutputStream {
        private long octets;

        @Override
        public void write(int octet) {
            octets++;
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            octets += length;
        }
    }

    /** The list of artists, each of which is made when it is looked at. */
    private record GeneratedList(int size) implements SystemMapNode {
        private static final QName LIBRARY = QName.create("urn:example", "2026-01-01", "library");
        private static final QName ARTIST = QName.create(LIBRARY, "artist");
        private static final QName NAME = QName.create(LIBRARY, "name");
        private static final QName ALIAS = QName.create(LIBRARY, "alias");
        private static final String LONG = "long".repeat(500);

        private static MapEntryNode entry(int number) {
            // Not in the order of their names, as in a hash table.
            var name = "%08x".formatted(Integer.reverse(number));
            return ImmutableNodes.newMapEntryBuilder()
                    .withNodeIdentifier(NodeIdentifierWithPredicates.of(ARTIST, NAME, name))
                    .withChild(ImmutableNodes.leafNode(NAME, name))
                    .withChild(ImmutableNodes.<String>newSystemLeafSetBuilder()
                            .withNodeIdentifier(NodeIdentifier.create(ALIAS))
                            .withChildValue(LONG)
                            .withChildValue("short".repeat(20))
                            .build())
                    .build();
        }

        @Override
        public NodeIdentifier name() {
            return NodeIdentifier.create(ARTIST);
        }

        @Override
        public Collection<MapEntryNode> body() {
            return new AbstractCollection<>() {
                @Override
                public Iterator<MapEntryNode> iterator() {
                    return IntStream.range(0, size)
                            .mapToObj(GeneratedList::entry)
                            .iterator();
                }

                @Override
                public int size() {
                    return size;
                }
            };
        }

        @Override
        public Map<NodeIdentifierWithPredicates, MapEntryNode> asMap() {
            throw new UnsupportedOperationException();
        }

        @Override
        public PrettyTree prettyTree() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isEmpty() {
            return size == 0;
        }

        @Override
        public @Nullable MapEntryNode childByArg(NodeIdentifierWithPredicates entry) {
            return null;
        }
    }

    private record GeneratedTree(int entries) implements DataTreeSnapshot {
        @Override
        public EffectiveModelContext modelContext() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<NormalizedNode> readNode(YangInstanceIdentifier path) {
            return Optional.of(new GeneratedList(entries));
        }

        @Override
        public Optional<VersionInfo> readVersionInfo(YangInstanceIdentifier path) {
            return Optional.empty();
        }

        @Override
        public DataTreeModification newModification() {
            throw new UnsupportedOperationException();
        }
    }

    private record GeneratedDatastore(int entries) implements ConfigDatastore {
        @Override
        public EffectiveModelContext modelContext() {
            return TreeDatastore.example();
        }

        @Override
        public ConfigSchema schema() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Snapshot snapshot() {
            return new Snapshot(1, TreeDatastore.START, new GeneratedTree(entries));
        }

        @Override
        public Commit commit(String author, String comment, Edit edit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Commit> commitsSince(long revision, int limit) {
            return List.of();
        }

        @Override
        public Optional<String> changeSet(UUID commit) {
            return Optional.empty();
        }

        @Override
        public Registration onCommit(CommitListener listener) {
            return () -> {};
        }
    }
}

package net.weftnet.config.ifmap.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.config.ifmap.graph.Journal.News;
import net.weftnet.protocol.ifmap.Contrail;
import net.weftnet.protocol.ifmap.RevisionMarker;
import net.weftnet.protocol.ifmap.SearchResult.Kind;
import net.weftnet.protocol.ifmap.Subject;
import org.junit.jupiter.api.Test;

class JournalTest {
    private final Journal journal = new Journal(5);

    @Test
    void tellsWhatCameSinceAPosition() {
        add(1, "a", "b");
        add(2, "c");
        assertEquals(3, journal.end());
        assertEquals(List.of("a", "b", "c"), since(0));
        assertEquals(List.of("c"), since(2));
        assertEquals(List.of(), since(3));
    }

    @Test
    void forgetsWholeBatchesBeyondItsBound() {
        add(1, "a", "b");
        add(2, "c", "d", "e");
        assertTrue(journal.reaches(0));
        add(3, "f");
        assertFalse(journal.reaches(0));
        assertTrue(journal.reaches(2));
        assertEquals(List.of("c", "d", "e", "f"), since(2));
        assertEquals(OptionalLong.empty(), journal.position(marker(1)));
    }

    @Test
    void forgetsABatchThatIsTooLargeItself() {
        add(1, "a", "b", "c", "d", "e", "f");
        assertFalse(journal.reaches(0));
        assertTrue(journal.reaches(6));
        assertEquals(List.of(), since(6));
    }

    @Test
    void goesOnBeforeTheBatchThatLedToARevision() {
        add(1, "a");
        add(2, "b", "c");
        assertEquals(OptionalLong.of(1), journal.position(marker(2)));
        assertEquals(OptionalLong.empty(), journal.position(new RevisionMarker(2, "another graph")));
        assertEquals(OptionalLong.empty(), journal.position(marker(3)));
    }

    @Test
    void beginsAnew() {
        add(1, "a");
        journal.restart();
        assertFalse(journal.reaches(1));
        add(2, "b");
        assertEquals(OptionalLong.of(2), journal.position(marker(2)));
        assertEquals(List.of("b"), since(2));
    }

    private void add(long revision, String... properties) {
        journal.add(
                Arrays.stream(properties)
                        .map(name -> new News(
                                Kind.UPDATE,
                                new Subject.Node(Contrail.ROOT),
                                Published.of(Contrail.metadata(name, XmlElement.of("x")), "config", Instant.EPOCH)))
                        .toList(),
                Optional.of(marker(revision)));
    }

    private static RevisionMarker marker(long revision) {
        return new RevisionMarker(revision, "sum of " + revision);
    }

    private List<String> since(long position) {
        return journal.since(position).stream()
                .map(news -> news.metadata().type().localName())
                .toList();
    }
}

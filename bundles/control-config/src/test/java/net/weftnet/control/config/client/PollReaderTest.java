package net.weftnet.control.config.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.protocol.ifmap.Contrail;
import net.weftnet.protocol.ifmap.ErrorCode;
import net.weftnet.protocol.ifmap.IfmapException;
import net.weftnet.protocol.ifmap.IfmapResponse;
import net.weftnet.protocol.ifmap.Metadata;
import net.weftnet.protocol.ifmap.PollItem;
import net.weftnet.protocol.ifmap.ResponseEncoder;
import net.weftnet.protocol.ifmap.ResultItem;
import net.weftnet.protocol.ifmap.RevisionMarker;
import net.weftnet.protocol.ifmap.SearchResult;
import net.weftnet.protocol.ifmap.SearchResult.Kind;
import net.weftnet.protocol.ifmap.Subject;
import org.junit.jupiter.api.Test;

class PollReaderTest {
    private static final Metadata MTU = Contrail.metadata("mtu", XmlElement.ofText("mtu", "1400"));
    private static final Metadata PERMS = Contrail.metadata("id-perms", XmlElement.of("id-perms"));
    private static final RevisionMarker MARKER = new RevisionMarker(42, "00ff");

    @Test
    void takesTheConfigurationFromItsPublisherOnly() throws Exception {
        var news = new PollReader(Optional.of("config"))
                .read(poll(result(Kind.SEARCH, by("config", PERMS), by("mallory", MTU), by("config", marker()))));
        assertEquals(1, news.updates().getFirst().changes().size());
        assertEquals(Optional.of(MARKER), news.marker());
        assertTrue(news.whole());
    }

    @Test
    void takesNobodyElsesMarker() throws Exception {
        var news = new PollReader(Optional.of("config")).read(poll(result(Kind.UPDATE, by("mallory", marker()))));
        assertEquals(Optional.empty(), news.marker());
    }

    @Test
    void refusesAConfigurationThatEndsWithoutItsRevision() {
        var e = assertThrows(IfmapException.class, () -> new PollReader(Optional.of("config"))
                .read(poll(result(Kind.SEARCH, by("config", PERMS)))));
        assertEquals(ErrorCode.FAILURE, e.code());
    }

    @Test
    void believesAServerWithoutMarkerInEverything() throws Exception {
        var news = new PollReader(Optional.empty())
                .read(poll(result(Kind.SEARCH, by("api-server-1", PERMS), by("api-server-2", MTU))));
        assertEquals(2, news.updates().getFirst().changes().size());
        assertEquals(Optional.empty(), news.marker());
    }

    @Test
    void readsWhatIsGoneAndWhatIsNewInOrder() throws Exception {
        var news = new PollReader(Optional.of("config"))
                .read(poll(
                        result(Kind.DELETE, by("config", MTU)),
                        result(Kind.NOTIFY, by("config", MTU)),
                        result(Kind.UPDATE, by("config", PERMS), by("config", marker()))));
        assertEquals(2, news.updates().size());
        assertFalse(news.whole());
        assertEquals(Optional.of(MARKER), news.marker());
    }

    @Test
    void saysWhyThereIsNoResult() {
        var reader = new PollReader(Optional.empty());
        assertEquals(
                ErrorCode.INVALID_SESSION_ID,
                assertThrows(IfmapException.class, () -> reader.read(message(new IfmapResponse.EndSessionResult())))
                        .code());
        var gone = new PollItem.SubscriptionError("root", ErrorCode.SEARCH_RESULTS_TOO_BIG, "9 > 8");
        assertEquals(
                ErrorCode.SEARCH_RESULTS_TOO_BIG,
                assertThrows(IfmapException.class, () -> reader.read(poll(gone)))
                        .code());
    }

    private static Metadata marker() {
        return MARKER.metadata();
    }

    private static ResultItem by(String publisher, Metadata metadata) {
        return new ResultItem(new Subject.Node(Contrail.ROOT), List.of(metadata.published(publisher, Instant.EPOCH)));
    }

    private static SearchResult result(Kind kind, ResultItem... items) {
        return new SearchResult(kind, Optional.of("root"), List.of(items));
    }

    private static ByteArrayInputStream poll(PollItem... results) {
        return message(new IfmapResponse.PollResult(List.of(results)));
    }

    private static ByteArrayInputStream message(IfmapResponse response) {
        var out = new ByteArrayOutputStream();
        try {
            ResponseEncoder.encode(response, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ByteArrayInputStream(out.toByteArray());
    }
}

package net.weftnet.config.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stream of changes (RFC 8040 section 6). */
class ChangeStreamTest {

    private static final Duration NEVER = Duration.ofHours(1);
    private static final long PATIENCE_SECONDS = 30;

    private Api api = new Api(new TreeDatastore(), List.of());

    /** A client of the stream that takes what comes as events. */
    private static class Client extends OutputStream {
        private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
        private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();

        @Override
        public void write(int octet) {
            pending.write(octet);
        }

        @Override
        public void flush() {
            events.add(pending.toString(StandardCharsets.UTF_8));
            pending.reset();
        }

        String next() throws InterruptedException {
            var event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertNotNull(event, "Nothing came");
            return event;
        }
    }

    @AfterEach
    void close() {
        api.stream.close();
    }

    private Thread follow(OutputStream client, String query, String... headers) throws Exception {
        var reply = api.reply(TestCall.of("GET /restconf/streams/changes" + query, "", headers));
        assertEquals(200, reply.status());
        assertEquals("text/event-stream", reply.headers().get("Content-Type"));
        return Thread.ofVirtual().start(() -> {
            try {
                reply.body().writeTo(client);
            } catch (IOException _) {
                // The connection ends: the same as the end of the thread.
            }
        });
    }

    private void commit(int count) {
        for (int i = 0; i < count; i++) {
            assertTrue(api.json("PUT", "/example:library", "{\"example:library\": {\"owner\": \"o%d\"}}".formatted(i))
                            .status()
                    < 300);
        }
    }

    private void reopen(ChangeStream.Limits limits) {
        api.stream.close();
        api = new Api(api.datastore, List.of(), limits);
    }

    @Test
    void tellsEachCommitAsANotification() throws Exception {
        commit(1);
        var client = new Client();
        var thread = follow(client, "");
        assertEquals(": commits after revision 1\n\n", client.next());
        commit(2);
        var event = client.next();
        assertTrue(event.startsWith("id: 2\ndata: {") && event.endsWith("}\n\n"), event);
        var notification = JsonParser.parseString(event.lines().toList().get(1).substring("data: ".length()))
                .getAsJsonObject()
                .getAsJsonObject("ietf-restconf:notification");
        assertEquals("2026-01-01T00:00:02Z", notification.get("eventTime").getAsString());
        var told = notification.getAsJsonObject("weftnet-changes:commit");
        assertEquals("2", told.get("revision").getAsString());
        assertEquals("alice", told.get("author").getAsString());
        assertEquals("PUT /restconf/data/example:library", told.get("comment").getAsString());
        assertEquals(
                "[{\"operation\":\"delete\",\"target\":\"/x\"}]",
                told.get("change").toString());
        assertTrue(client.next().startsWith("id: 3\n"));
        api.stream.close();
        thread.join();
        assertNull(client.events.poll());
    }

    @ParameterizedTest
    @CsvSource({"?from-revision=2, '', 2", "'', Last-Event-ID: 2, 3", "?from-revision=1, Last-Event-ID: 3, 4"})
    void replays(String query, String header, int first) throws Exception {
        commit(4);
        var client = new Client();
        follow(client, query, header.isEmpty() ? new String[0] : new String[] {header});
        assertEquals(": commits after revision " + (first - 1) + "\n\n", client.next());
        for (int revision = first; revision <= 4; revision++) {
            assertTrue(client.next().startsWith("id: " + revision + "\n"));
        }
        commit(1);
        assertTrue(client.next().startsWith("id: 5\n"));
    }

    /** The commit of revision N is N seconds old in 2026. */
    @ParameterizedTest
    @CsvSource({
        "00:00:03Z, 3",
        "00:00:02.5Z, 3",
        "01:00:03%2B01:00, 3",
        "00:00:01Z, 1",
        "00:00:59Z, 5",
    })
    void replaysFromATime(String time, int first) throws Exception {
        commit(4);
        var client = new Client();
        follow(client, "?start-time=2026-01-01T" + time);
        assertEquals(": commits after revision " + (first - 1) + "\n\n", client.next());
        for (int revision = first; revision <= 4; revision++) {
            assertTrue(client.next().startsWith("id: " + revision + "\n"));
        }
        commit(1);
        assertTrue(client.next().startsWith("id: 5\n"));
    }

    @Test
    void endsAtTheStopTime() throws Exception {
        commit(4);
        var client = new Client();
        var thread = follow(client, "?start-time=2026-01-01T00:00:02Z&stop-time=2026-01-01T00:00:03Z");
        client.next();
        assertTrue(client.next().startsWith("id: 2\n"));
        assertTrue(client.next().startsWith("id: 3\n"));
        assertEquals("event: end\ndata: {\"reason\":\"The stop-time has come\"}\n\n", client.next());
        thread.join();
    }

    /** Also when the last commit is from before it: nothing that comes later is told. */
    @Test
    void endsAtOnceAtAStopTimeThatIsOver() throws Exception {
        commit(2);
        var client = new Client();
        follow(client, "?start-time=2026-01-01T00:00:02Z&stop-time=2026-02-01T00:00:00Z")
                .join();
        client.next();
        assertTrue(client.next().startsWith("id: 2\n"));
        assertTrue(client.next().startsWith("event: end\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            /example:library/artist=Monk | /example:library/artist=Monk | true
            /example:library/artist=Monk | /example:library/artist=Monk/album=x,1957/plays | true
            /example:library/artist=Monk | /example:library | true
            /example:library/artist=Monk | /example:library/artist=Monkey | false
            /example:library/artist=Monk | /example:library/owner | false
            /example:library/artist | /example:library/artist=Bowie/born | true
            /example:library/artist | /example:library/tag | false
            /example:library/disc=d1 | /example:library/disc=d1 | true
            /example:library/playlist=1/title | /example:library/playlist | true
            """)
    void tellsOnlyOfThePartThatIsAskedFor(String part, String changed, boolean isTold) throws Exception {
        ((TreeDatastore) api.datastore).changeSet = "[{\"operation\":\"delete\",\"target\":\"/example:library/url\"},"
                + "{\"operation\":\"delete\",\"target\":\"" + changed + "\"}]";
        commit(1);
        var client = new Client();
        follow(client, "?from-revision=1&path=" + part);
        client.next();
        var event = client.next();
        if (isTold) {
            assertTrue(event.contains("\"change\":[{\"operation\":\"delete\",\"target\":\"" + changed + "\"}]"), event);
        } else {
            // Nothing is dispatched, but the client goes on after it.
            assertEquals("id: 1\n\n", event);
        }
    }

    /** A filter is work: who gets no stream gets none of it done. */
    @Test
    void aFullNodeLooksAtNoFilter() throws Exception {
        for (int i = 0; i < 2; i++) {
            var client = new Client();
            follow(client, "");
            client.next();
        }
        assertEquals(
                503,
                api.call(TestCall.of("GET /restconf/streams/changes?filter=%5B", ""))
                        .status());
    }

    @Test
    void showsThatItIsAlive() throws Exception {
        reopen(new ChangeStream.Limits(2, 5, Duration.ofMillis(1), NEVER));
        var client = new Client();
        follow(client, "");
        client.next();
        assertEquals(": alive\n\n", client.next());
    }

    @Test
    void cutsWhoIsTooFarBehindAndSaysWhy() throws Exception {
        var read = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        var client = new Client() {
            @Override
            public void flush() {
                begun.countDown();
                try {
                    read.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                super.flush();
            }
        };
        var thread = follow(client, "");
        begun.await();
        commit(6);
        read.countDown();
        thread.join();
        client.next();
        assertEquals("event: end\ndata: {\"reason\":\"More than 5 commits behind\"}\n\n", client.next());
    }

    @Test
    void cutsWhoReadsNothing() throws Exception {
        reopen(new ChangeStream.Limits(2, 5, NEVER, Duration.ofMillis(20)));
        var thread = follow(
                new OutputStream() {
                    @Override
                    public void write(int octet) throws IOException {
                        try {
                            Thread.sleep(NEVER);
                        } catch (InterruptedException e) {
                            throw new InterruptedIOException("cut");
                        }
                    }
                },
                "");
        assertTrue(thread.join(Duration.ofSeconds(PATIENCE_SECONDS)));
    }

    @Test
    void takesSoManySubscribersOnly() throws Exception {
        var first = new Client();
        var second = new Client();
        follow(first, "");
        follow(second, "");
        first.next();
        second.next();
        var third = api.call(TestCall.of("GET /restconf/streams/changes", ""));
        assertEquals(503, third.status());
        Errors.assertJson(third, "resource-denied", "as many subscribers");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            GET /restconf/streams/changes?from-revision=x | 400 | invalid-value
            GET /restconf/streams/changes?from-revision=0 | 400 | invalid-value
            GET /restconf/streams/changes?from-revision=9 | 400 | invalid-value
            GET /restconf/streams/changes?from-revision=1 | 409 | data-missing
            GET /restconf/streams/changes?start-time=1 | 400 | invalid-value
            GET /restconf/streams/changes?start-time=2026-01-01T00:00:02Z | 409 | data-missing
            GET /restconf/streams/changes?start-time=2027-01-01T00:00:00Z | 400 | invalid-value
            GET /restconf/streams/changes?start-time=2026-01-01T00:00:05Z&from-revision=5 | 400 | invalid-value
            GET /restconf/streams/changes?stop-time=2027-01-01T00:00:00Z | 400 | invalid-value
            GET /restconf/streams/changes?start-time=2026-01-01T00:00:05Z&stop-time=2026-01-01T00:00:05Z | 400 | invalid-value
            GET /restconf/streams/changes?path=example:library | 400 | invalid-value
            GET /restconf/streams/changes?path=/example:nothing | 404 | data-missing
            GET /restconf/streams/changes?path=/example:status | 400 | invalid-value
            POST /restconf/streams/changes | 405 | operation-not-supported
            GET /restconf/streams/others | 404 | data-missing
            """)
    void refuses(String request, int status, String tag) {
        commit(7);
        var reply = api.call(TestCall.of(request, ""));
        assertEquals(status, reply.status(), reply.body());
        Errors.assertJson(reply, tag, "");
    }

    @Test
    void isTextForEventSources() {
        var reply = api.call(TestCall.of("GET /restconf/streams/changes", "", "Accept: application/yang-data+json"));
        assertEquals(406, reply.status());
        assertEquals(
                "GET, OPTIONS",
                api.call(TestCall.of("OPTIONS /restconf/streams/changes", "")).header("Allow"));
    }
}

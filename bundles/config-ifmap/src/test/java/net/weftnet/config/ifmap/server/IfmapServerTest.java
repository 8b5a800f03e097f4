package net.weftnet.config.ifmap.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.protocol.ifmap.ErrorCode;
import net.weftnet.protocol.ifmap.IfmapRequest;
import net.weftnet.protocol.ifmap.IfmapResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IfmapServerTest {
    private static final String SSRC = "/127.0.0.1:1";
    private static final String ARC = "/127.0.0.1:2";
    /** By a clock that stands still until a test sets it; the server looks for silent sessions eight times meanwhile. */
    private static final Duration TIMEOUT = Duration.ofMillis(400);

    private final OwnerThread owner = OwnerThread.named("server-test");
    private final SetClock clock = new SetClock();

    @AfterEach
    void close() {
        owner.close();
    }

    private IfmapServer server(IntConsumer sessionCount) {
        return new IfmapServer(owner, clock, new ServerLimits(TIMEOUT, Duration.ZERO, 8, 4, 10, 10), sessionCount);
    }

    @Test
    void endsASilentSessionButNotOneThatPolls() throws Exception {
        var server = server(_ -> {});
        var silent = newSession(server);
        var polling = newSession(server);
        var poll = server.poll("ifmap", ARC, polling);
        clock.now = clock.now.plus(TIMEOUT.multipliedBy(2));
        while (server.sessions().size() > 1) {
            Thread.onSpinWait();
        }
        assertEquals(polling, server.sessions().getFirst().sessionId());
        assertFalse(poll.isDone());
        var refused = (IfmapResponse.ErrorResult) server.answer("ifmap", SSRC, new IfmapRequest.RenewSession(silent));
        assertEquals(ErrorCode.INVALID_SESSION_ID, refused.code());
        server.answer("ifmap", SSRC, new IfmapRequest.EndSession(polling));
        assertInstanceOf(IfmapResponse.EndSessionResult.class, poll.get(20, TimeUnit.SECONDS));
    }

    @Test
    void looksForSilentSessionsAlsoAfterAFault() {
        var faulty = new AtomicBoolean();
        var server = server(count -> {
            if (faulty.getAndSet(false)) {
                throw new IllegalStateException("a fault that a test wants, at " + count + " sessions");
            }
        });
        newSession(server);
        newSession(server);
        faulty.set(true);
        clock.now = clock.now.plus(TIMEOUT.multipliedBy(2));
        while (!server.sessions().isEmpty()) {
            Thread.onSpinWait();
        }
        assertFalse(faulty.get());
    }

    @Test
    void keepsASessionThatIsRenewed() {
        var server = server(_ -> {});
        var session = newSession(server);
        for (int i = 0; i < 10; i++) {
            clock.now = clock.now.plus(TIMEOUT.dividedBy(2));
            assertInstanceOf(
                    IfmapResponse.RenewSessionResult.class,
                    server.answer("ifmap", SSRC, new IfmapRequest.RenewSession(session)));
        }
    }

    /** A session-id is no secret that would let another user in. */
    @Test
    void keepsAUserFromTheSessionsOfOthers() {
        var server = server(_ -> {});
        var session = newSession(server);
        server.answer("admin", SSRC, new IfmapRequest.NewSession(OptionalLong.empty()));
        var refused = (IfmapResponse.ErrorResult) server.answer("admin", SSRC, new IfmapRequest.EndSession(session));
        assertEquals(ErrorCode.INVALID_SESSION_ID, refused.code());
        assertEquals(
                List.of("ifmap--1", "admin--2"),
                server.sessions().stream().map(SessionStatus::publisherId).toList());
    }

    private static String newSession(IfmapServer server) {
        var result = server.answer("ifmap", SSRC, new IfmapRequest.NewSession(OptionalLong.empty()));
        return ((IfmapResponse.NewSessionResult) result).sessionId();
    }
}

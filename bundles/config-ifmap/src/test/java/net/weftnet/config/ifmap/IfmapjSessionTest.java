package net.weftnet.config.ifmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import de.hshannover.f4.trust.ifmapj.exception.CommunicationException;
import de.hshannover.f4.trust.ifmapj.exception.EndSessionException;
import de.hshannover.f4.trust.ifmapj.exception.IfmapErrorCode;
import de.hshannover.f4.trust.ifmapj.messages.Requests;
import de.hshannover.f4.trust.ifmapj.messages.SubscribeUpdate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sessions and subscriptions of an independent client: how they begin and end, and what they may cost. */
class IfmapjSessionTest extends IfmapjClient {
    @Test
    void keepsASession() throws Exception {
        assertFalse(ssrc.getSessionId().isEmpty());
        assertEquals("ifmap--1", ssrc.getPublisherId());
        ssrc.renewSession();
        assertEquals(1, server.service().sessions().size());
        ssrc.endSession();
        assertEquals(List.of(), server.service().sessions());
    }

    @Test
    void refusesAWrongPasswordAndAnUnknownSession() throws Exception {
        var stranger = connect("wrong");
        assertThrows(CommunicationException.class, stranger::newSession);
        ssrc.setSessionId("0000");
        assertError(IfmapErrorCode.InvalidSessionID, ssrc::renewSession);
        assertError(IfmapErrorCode.InvalidSessionID, () -> ssrc.getArc().poll());
    }

    @Test
    void endsAPollWithTheSession() throws Exception {
        subscribe("none", contrail("project:none"), 0, null, null);
        ssrc.getArc().poll();
        var poll = pollInBackground();
        ssrc.endSession();
        assertInstanceOf(
                EndSessionException.class,
                assertThrows(Exception.class, poll::get).getCause());
    }

    @Test
    void keepsToTheSizeOfPollResultsAClientTakes() throws Exception {
        ssrc.endSession();
        ssrc.newSession(500);
        assertEquals(500, ssrc.getMaxPollResSize());
        subscribe("root", ROOT, 255, null, null);
        var error = ssrc.getArc().poll().getErrorResults().iterator().next();
        assertEquals(IfmapErrorCode.PollResultsTooBig, error.getErrorCode());
        assertEquals("root", error.getName());
    }

    @Test
    void endsASubscription() throws Exception {
        subscribe("one", ROOT, 1, null, null);
        ssrc.getArc().poll();
        ssrc.subscribe(Requests.createSubscribeReq(Requests.createSubscribeDelete("one")));
        subscribe("two", NETWORK, 0, null, null);
        var results = ssrc.getArc().poll().getResults();
        assertEquals("two", only(results).getName());
        var small = (SubscribeUpdate) subscribeUpdate("three", ROOT, 255, null, null);
        small.setMaxSize(100);
        ssrc.subscribe(Requests.createSubscribeReq(small));
        var error = ssrc.getArc().poll().getErrorResults().iterator().next();
        assertEquals(IfmapErrorCode.SearchResultsTooBig, error.getErrorCode());
        assertEquals("three", error.getName());
    }
}

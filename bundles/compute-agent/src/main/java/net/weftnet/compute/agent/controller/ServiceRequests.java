package net.weftnet.compute.agent.controller;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import net.weftnet.common.runtime.api.Cancellable;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.compute.agent.api.ControlRequestException;
import net.weftnet.protocol.xmpp.Envelope;
import net.weftnet.protocol.xmpp.Stanza;

/** Questions about workloads that wait for the answer of a control node. Confined to the agent's thread. */
public final class ServiceRequests {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** More than workloads can ask in that time at the rates they are held to; a bound, should something go wrong. */
    private static final int MOST_WAITING = 10_000;

    private final String agent;
    private final Scheduler scheduler;
    private final Map<Long, Waiting> waiting = new HashMap<>();
    private long last;

    private record Waiting(CompletableFuture<List<XmlElement>> answer, Cancellable timer) {}

    ServiceRequests(String agent, Scheduler scheduler) {
        this.agent = agent;
        this.scheduler = scheduler;
    }

    void send(
            Consumer<Stanza> session,
            Stanza.Service service,
            UUID port,
            List<XmlElement> query,
            CompletableFuture<List<XmlElement>> answer) {
        if (waiting.size() >= MOST_WAITING) {
            answer.completeExceptionally(unanswered("Too many requests wait for the control nodes"));
            return;
        }
        last = last + 1 & 0xffff_ffffL;
        long transaction = last;
        waiting.put(transaction, new Waiting(answer, scheduler.schedule(PATIENCE, () -> giveUp(transaction))));
        var envelope = Envelope.toControlNode(agent, service.resource(), service.element() + transaction);
        session.accept(new Stanza.ServiceRequest(envelope, service, transaction, port, query));
    }

    private void giveUp(long transaction) {
        var late = waiting.remove(transaction);
        if (late != null) {
            late.answer.completeExceptionally(unanswered("The control node does not answer"));
        }
    }

    void received(Stanza.ServiceResponse response) {
        var asked = waiting.remove(response.transaction());
        if (asked == null) {
            return; // too late
        }
        asked.timer.cancel();
        if (response.code() == 0) {
            asked.answer.complete(response.answer());
        } else {
            asked.answer.completeExceptionally(new ControlRequestException(
                    response.code(), "The control node answers with code " + response.code()));
        }
    }

    static ControlRequestException unanswered(String why) {
        return new ControlRequestException(ControlRequestException.UNANSWERED, why);
    }
}

package net.weftnet.compute.agent.controller;

import java.util.function.Consumer;
import net.weftnet.common.runtime.api.Cancellable;
import net.weftnet.protocol.xmpp.RouteEntry;
import net.weftnet.protocol.xmpp.Stanza;
import org.jspecify.annotations.Nullable;

/** A control node as this agent knows it, whether or not there is a session. Confined to the agent's thread. */
public final class ControlNode {
    private final String address;
    private final Advertiser advertiser;
    private final AdjRibIn rib = new AdjRibIn();
    private @Nullable Consumer<Stanza> session; // null while there is none
    private @Nullable Cancellable timer; // of the session: its grace, then the patience with it
    private boolean graceOver;
    private boolean endOfRibReceived;
    private boolean endOfRibSent;

    /**
     * @param address where it listens, for people
     * @param agent this node's name
     */
    ControlNode(String address, String agent) {
        this.address = address;
        advertiser = new Advertiser(agent);
    }

    void up(Consumer<Stanza> sender, Cancellable graceTimer) {
        session = sender;
        timer = graceTimer;
    }

    void down() {
        session = null;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        graceOver = false;
        endOfRibReceived = false;
        endOfRibSent = false;
        advertiser.reset();
        rib.markStale();
    }

    void graceOver(Cancellable patience) {
        graceOver = true;
        timer = patience;
    }

    void endOfRibReceived() {
        endOfRibReceived = true;
    }

    /** Sends what is missing; then, if that was all there is, says so once in a session. */
    void advertise(Wanted wanted, boolean complete) {
        if (session == null) {
            return;
        }
        advertiser.update(wanted).forEach(session);
        if (complete && !endOfRibSent) {
            endOfRibSent = true;
            session.accept(advertiser.endOfRib());
        }
    }

    /** {@return what sends stanzas to it, null while there is no session} */
    @Nullable
    Consumer<Stanza> session() {
        return session;
    }

    AdjRibIn rib() {
        return rib;
    }

    /** {@return where it listens} */
    public String address() {
        return address;
    }

    /** {@return whether there is a session} */
    public boolean isUp() {
        return session != null;
    }

    /** {@return whether it has sent all its routes} */
    boolean hasSentEndOfRib() {
        return endOfRibReceived;
    }

    /** {@return whether it has sent all its routes, and other agents have had time to come back to it} */
    public boolean isSynchronised() {
        return session != null && endOfRibReceived && graceOver;
    }

    /** Sees a route, and whether it waits to be confirmed. */
    public interface RouteVisitor {
        void visit(RouteKey key, RouteEntry.Inet entry, boolean stale);
    }

    /** Shows every route it has sent, in order. */
    public void forEachRoute(RouteVisitor visitor) {
        rib.routes().forEach((key, entry) -> visitor.visit(key, entry, rib.isStale(key)));
    }

    /** {@return how many routes it has sent} */
    public int routeCount() {
        return rib.routes().size();
    }
}

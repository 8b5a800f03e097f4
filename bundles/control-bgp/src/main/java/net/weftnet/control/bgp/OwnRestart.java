package net.weftnet.control.bgp;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.weftnet.control.config.api.BgpRouter;
import net.weftnet.control.rib.api.Rib;
import net.weftnet.protocol.bgp.capability.Capability;
import net.weftnet.protocol.bgp.capability.Capability.GracefulRestart;
import net.weftnet.protocol.bgp.message.Open;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time after a start in which others keep the routes that they had from this node (RFC 4724 section 4.1): they are told
 * nothing until every peer has told all it has, and agents have had time to come back; but no longer than the configuration
 * says. Without graceful restart in the configuration there is no such time. Owner: the event loop.
 */
final class OwnRestart {
    private static final Logger log = LoggerFactory.getLogger(OwnRestart.class);

    /** Agents try again after a few seconds, and say what they have at once. */
    private static final int AGENTS_SECONDS = 20;

    private final Rib rib;
    private final EventLoop loop;
    private State state = State.NOT_BEGUN;
    private boolean agentsHadTime;
    private boolean peersHeard;
    private @Nullable ScheduledFuture<?> agentsTimer;
    private @Nullable ScheduledFuture<?> deadline;

    private enum State {
        NOT_BEGUN,
        HOLDING_BACK,
        OVER
    }

    OwnRestart(Rib rib, EventLoop loop) {
        this.rib = rib;
        this.loop = loop;
    }

    /** Takes the configuration of this node: the first one that there is decides. */
    void configure(BgpRouter self) {
        if (state != State.NOT_BEGUN) {
            return;
        }
        int seconds = self.restart().endOfRibSeconds();
        if (self.restart().seconds() == 0 || seconds == 0) {
            state = State.OVER;
            return;
        }
        state = State.HOLDING_BACK;
        rib.holdBack(true);
        log.info("Routers are told nothing until all have been heard, {} s at most", seconds);
        agentsTimer = loop.schedule(
                () -> {
                    agentsHadTime = true;
                    endIfDone();
                },
                Math.min(AGENTS_SECONDS, seconds),
                TimeUnit.SECONDS);
        deadline = loop.schedule(() -> end("the time for that is over"), seconds, TimeUnit.SECONDS);
    }

    /** @param all whether every peer has told all it has */
    void heard(boolean all) {
        peersHeard = all;
        endIfDone();
    }

    private void endIfDone() {
        if (state == State.HOLDING_BACK && agentsHadTime && peersHeard) {
            end("all have been heard");
        }
    }

    private void end(String why) {
        log.info("Routers are told routes: {}", why);
        close();
    }

    /** {@return an OPEN that says that we have restarted, while that is so} */
    Open marked(Open open) {
        return state == State.HOLDING_BACK
                ? new Open(
                        open.as(),
                        open.holdSeconds(),
                        open.identifier(),
                        open.capabilities().stream().map(OwnRestart::marked).toList())
                : open;
    }

    private static Capability marked(Capability capability) {
        return capability instanceof GracefulRestart(var _, var notification, var seconds, var families)
                ? new GracefulRestart(true, notification, seconds, Map.copyOf(families))
                : capability;
    }

    /** Ends it, whatever has been heard. */
    void close() {
        if (state == State.HOLDING_BACK) {
            rib.holdBack(false);
        }
        state = State.OVER;
        if (agentsTimer != null) {
            agentsTimer.cancel(false);
        }
        if (deadline != null) {
            deadline.cancel(false);
        }
    }
}

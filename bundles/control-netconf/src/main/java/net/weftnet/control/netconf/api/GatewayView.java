package net.weftnet.control.netconf.api;

import java.time.Instant;
import java.util.Optional;

/**
 * How it stands with a gateway.
 *
 * @param name the last part of its name
 * @param address where it is managed, with the port
 * @param template in whose words it is configured
 * @param state whether it has what it is to have
 * @param since since when it is so
 * @param vrfs how many networks and logical routers are extended to it
 * @param changed when this node last changed its configuration
 * @param drifts how often it had something else than what this node had given it
 * @param detail what is wrong, or what was done last
 */
public record GatewayView(
        String name,
        String address,
        String template,
        State state,
        Instant since,
        int vrfs,
        Optional<Instant> changed,
        long drifts,
        String detail) {

    /** What is known of a gateway. */
    public enum State {
        /** It has not been looked at yet, or is to be changed. */
        PENDING,
        /** It has what it is to have. */
        IN_SYNC,
        /** It could not be reached, or refused; it is tried again. */
        FAILED
    }
}

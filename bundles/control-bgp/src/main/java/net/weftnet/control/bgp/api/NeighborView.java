package net.weftnet.control.bgp.api;

import java.time.Instant;
import java.util.List;

/**
 * A neighbour as it is now.
 *
 * @param name last part of its name in the configuration
 * @param address address and port
 * @param as its AS number
 * @param state that of RFC 4271, for example {@code ESTABLISHED}
 * @param since when it got there
 * @param families what is exchanged; empty while there is no session
 * @param received routes it brought in
 * @param sent routes it has been told
 * @param faults malformed UPDATEs that did not end the session (RFC 7606)
 * @param lastDown why the last session ended, empty if none has
 */
public record NeighborView(
        String name,
        String address,
        long as,
        String state,
        Instant since,
        List<String> families,
        int received,
        int sent,
        long faults,
        String lastDown) {
    public NeighborView {
        families = List.copyOf(families);
    }
}

package net.weftnet.control.bgp.api;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
 * @param session what the session is like; empty while there is none
 * @param counters of messages, over all sessions
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
        String lastDown,
        Optional<Session> session,
        Counters counters) {

    /**
     * What both ends agreed on.
     *
     * @param identifier the neighbour's BGP identifier
     * @param holdSeconds the lower hold time of both ends, 0 for none
     * @param capabilities what the neighbour is capable of, as text; families are not among them
     */
    public record Session(String identifier, int holdSeconds, List<String> capabilities) {
        public Session {
            capabilities = List.copyOf(capabilities);
        }
    }

    /**
     * What has been counted.
     *
     * @param received messages, by the name of their type, for example {@code update}
     * @param sent messages but UPDATEs
     * @param sentUpdateOctets the octets of UPDATEs: equal neighbours are sent the same ones
     * @param losses how many sessions have ended
     */
    public record Counters(Map<String, Long> received, Map<String, Long> sent, long sentUpdateOctets, long losses) {
        public Counters {
            received = Collections.unmodifiableMap(new TreeMap<>(received));
            sent = Collections.unmodifiableMap(new TreeMap<>(sent));
        }
    }

    public NeighborView {
        families = List.copyOf(families);
    }
}

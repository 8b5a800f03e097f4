package net.weftnet.protocol.bgp;

import java.util.Set;

/**
 * What both ends of a session agreed on, as far as codecs have to know.
 *
 * @param internal whether the peer is in our AS; other attributes are accepted then (RFC 7606 section 7)
 * @param fourOctetAs whether AS numbers have four octets in AS_PATH and AGGREGATOR (RFC 6793)
 * @param extendedMessages whether messages may have up to 65535 octets (RFC 8654)
 * @param families families that are exchanged
 * @param addPathReceived families whose NLRI begin with a path identifier when we receive them (RFC 7911)
 * @param addPathSent families whose NLRI begin with a path identifier when we send them
 */
public record SessionOptions(
        boolean internal,
        boolean fourOctetAs,
        boolean extendedMessages,
        Set<AddressFamily> families,
        Set<AddressFamily> addPathReceived,
        Set<AddressFamily> addPathSent) {

    /** Octets of a message without the extended message capability. */
    public static final int MAX_MESSAGE = 4096;

    /** Octets of a message with the extended message capability. */
    public static final int MAX_EXTENDED_MESSAGE = 65535;

    public SessionOptions {
        families = Set.copyOf(families);
        addPathReceived = Set.copyOf(addPathReceived);
        addPathSent = Set.copyOf(addPathSent);
    }

    /** {@return what holds until both OPENs are there} */
    public static SessionOptions initial(boolean internal) {
        return new SessionOptions(internal, false, false, Set.of(), Set.of(), Set.of());
    }

    /** {@return octets that an UPDATE may have} */
    public int maxMessage() {
        return extendedMessages ? MAX_EXTENDED_MESSAGE : MAX_MESSAGE;
    }
}

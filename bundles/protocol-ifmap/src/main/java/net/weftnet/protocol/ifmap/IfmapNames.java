package net.weftnet.protocol.ifmap;

/** Namespaces and names that both directions of the codec use. */
final class IfmapNames {
    static final String SOAP = "http://www.w3.org/2003/05/soap-envelope";
    static final String IFMAP = "http://www.trustedcomputinggroup.org/2010/IFMAP/2";

    static final String CARDINALITY = "ifmap-cardinality";
    static final String PUBLISHER_ID = "ifmap-publisher-id";
    static final String TIMESTAMP = "ifmap-timestamp";

    static final String SESSION_ID = "session-id";
    static final String MAX_POLL_RESULT_SIZE = "max-poll-result-size";
    static final String ADMINISTRATIVE_DOMAIN = "administrative-domain";

    /** Weftnet's own attributes. */
    static final String SINCE = "since";

    static final String SUM = "sum";
    static final String CONFIGURATION = "configuration";

    private IfmapNames() {}
}

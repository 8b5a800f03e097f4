package net.weftnet.config.access.nacm;

/** What somebody does with a node, in the words of RFC 8341. */
public enum Operation {
    CREATE,
    READ,
    UPDATE,
    DELETE,
    EXEC;

    int bit() {
        return 1 << ordinal();
    }
}

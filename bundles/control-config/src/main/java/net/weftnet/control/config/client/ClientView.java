package net.weftnet.control.config.client;

/** Service within this bundle: what the shell shows of the client. */
public interface ClientView {

    /** {@return how the session stands} */
    ClientStatus status();

    /** {@return the revision the graph shows} */
    long revision();

    /** {@return how often all of the configuration was read, rather than what had changed} */
    long wholeReads();

    /** {@return how many objects the graph has} */
    int objects();

    /** {@return how many agents have a sub-graph} */
    int subscriptions();
}

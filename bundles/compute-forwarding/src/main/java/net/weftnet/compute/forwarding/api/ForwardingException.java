package net.weftnet.compute.forwarding.api;

/** A forwarding table or program could not be changed; the message names the object and the reason. */
public final class ForwardingException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What the caller can do about it. */
    public enum Kind {
        /** The tables are not open (no bpffs, no privilege, other layout): wait for {@link Forwarding#onReady}. */
        UNAVAILABLE,
        /** The device does not exist in this network namespace: try again when it does. */
        NO_DEVICE,
        /** The table is full: free entries first. */
        TABLE_FULL,
        /** The data plane cannot express the entry: do not repeat it. */
        UNSUPPORTED,
        /** The kernel refused a call: the message names it and its error. */
        SYSTEM
    }

    public ForwardingException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public ForwardingException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** {@return what the caller can do about it} */
    public Kind kind() {
        return kind;
    }
}

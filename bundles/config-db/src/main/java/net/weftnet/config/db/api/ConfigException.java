package net.weftnet.config.db.api;

import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;

/** Why a change is refused, in words an operator understands: the message names the object and the reason. */
public final class ConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient YangInstanceIdentifier path;

    /** What is wrong; decides the error tag of the protocol in front. */
    public enum Kind {
        /** Something the change needs is not there. */
        MISSING,
        /** Something to be created is already there. */
        EXISTS,
        /** A value is not acceptable. */
        INVALID,
        /** Something to be deleted is still referred to. */
        IN_USE,
        /** A value that must be unique is already taken. */
        DUPLICATE,
        /** No address or number is left. */
        EXHAUSTED,
        /** A reference names an object that does not exist. */
        UNKNOWN_REFERENCE,
        /** The store is not reachable; the change may be asked for again later. */
        UNAVAILABLE
    }

    /**
     * A refusal.
     *
     * @param path the node that is at fault
     */
    public ConfigException(Kind kind, YangInstanceIdentifier path, String message) {
        super(message);
        this.kind = kind;
        this.path = path;
    }

    /** A refusal that another failure caused. */
    public ConfigException(Kind kind, YangInstanceIdentifier path, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.path = path;
    }

    /** {@return what is wrong} */
    public Kind kind() {
        return kind;
    }

    /** {@return the node that is at fault} */
    public YangInstanceIdentifier path() {
        return path;
    }
}

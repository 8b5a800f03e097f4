package net.weftnet.config.db.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;

/** Why a change is refused, in words an operator understands: the message names the object and the reason. */
public final class ConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient YangInstanceIdentifier path;
    private final @Nullable String appTag;

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
        /** The change is longer than a commit may be. */
        TOO_LARGE,
        /** The author may not make this change. */
        DENIED,
        /** The store is not reachable; the change may be asked for again later. */
        UNAVAILABLE
    }

    /**
     * A refusal.
     *
     * @param path the node that is at fault
     */
    public ConfigException(Kind kind, YangInstanceIdentifier path, String message) {
        this(kind, path, message, Optional.empty());
    }

    /**
     * A refusal that says more to a program than its kind.
     *
     * @param appTag an {@code error-app-tag} of the module, or one of RFC 7950 section 15
     */
    public ConfigException(Kind kind, YangInstanceIdentifier path, String message, Optional<String> appTag) {
        super(message);
        this.kind = kind;
        this.path = path;
        this.appTag = appTag.orElse(null);
    }

    /** A refusal that another failure caused. */
    public ConfigException(Kind kind, YangInstanceIdentifier path, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.path = path;
        appTag = null;
    }

    /** {@return what is wrong} */
    public Kind kind() {
        return kind;
    }

    /** {@return the node that is at fault} */
    public YangInstanceIdentifier path() {
        return path;
    }

    /** {@return the {@code error-app-tag}, where there is one that the kind does not imply} */
    public Optional<String> appTag() {
        return Optional.ofNullable(appTag);
    }
}

package net.weftnet.common.http.api;

import java.net.SocketAddress;
import java.time.Duration;

/**
 * Whiteboard service: users, and how they prove who they are. There may be several; the property {@link #NAME} of the
 * service is the name by which a listener chooses one.
 */
public interface Accounts {

    /** The property of the service that names it. */
    String NAME = "accounts";

    /** The users that a node has of its own, see {@code Secrets}. */
    String NODE = "node";

    /**
     * Tells whose credentials these are. May block.
     *
     * @param peer where the call comes from
     */
    Verdict authenticate(Credentials credentials, SocketAddress peer);

    /** What becomes of a caller. */
    sealed interface Verdict {
        /** It is known. */
        record Known(Caller caller) implements Verdict {}

        /** Nobody has such credentials; which part of them is wrong is not told. */
        record Unknown() implements Verdict {}

        /** Too many wrong ones came before: these were not looked at. They may be tried again after this time. */
        record Later(Duration pause) implements Verdict {}
    }
}

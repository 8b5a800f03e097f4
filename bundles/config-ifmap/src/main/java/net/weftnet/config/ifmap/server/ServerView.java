package net.weftnet.config.ifmap.server;

import java.util.List;

/** Service within this bundle: what the shell shows of the server. */
public interface ServerView {

    /** {@return the sessions, oldest first} */
    List<SessionStatus> sessions();
}

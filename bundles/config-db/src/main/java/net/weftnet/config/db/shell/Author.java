package net.weftnet.config.db.shell;

import org.apache.karaf.shell.api.console.Session;

/** Whom a commit of the shell is by. */
final class Author {

    private Author() {}

    static String of(Session session) {
        return session.get("USER") instanceof String user ? user : "shell";
    }
}

package net.weftnet.config.db.shell;

import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigHistory;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;

/** Brings back a revision. */
@Service
@Command(
        scope = "weft",
        name = "rollback",
        description = "Makes the configuration what it was at a revision, by a new commit")
public final class RollbackCommand implements Action {

    @Argument(name = "revision", required = true, description = "What to go back to")
    private long revision;

    @Option(name = "-c", aliases = "--comment", description = "Why")
    private String comment = "";

    @Reference
    private ConfigHistory history;

    @Reference
    private Session session;

    @Override
    public Object execute() throws ConfigException {
        var why = comment.isEmpty() ? "Roll back to revision " + revision : comment;
        var commit = history.rollBack(revision, Author.of(session), why);
        return "revision " + commit.revision();
    }
}

package net.weftnet.config.policy.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import net.weftnet.config.policy.PolicyTexts;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;

/** Makes policies what a text says. */
@Service
@Command(
        scope = "policy",
        name = "load",
        description = "Makes policies what a file in the policy language says; others stay as they are")
public final class LoadCommand implements Action {

    @Argument(name = "file", required = true, description = "A file on this node")
    private String file;

    @Option(name = "-c", aliases = "--comment", description = "Why, for the list of commits")
    private String comment = "";

    @Reference
    private PolicyTexts policies;

    @Reference
    private Session session;

    @Override
    public Object execute() throws Exception {
        var author = session.get("USER") instanceof String user ? user : "shell";
        var why = comment.isEmpty() ? "Load policies from " + file : comment;
        var commit = policies.load(file, Files.readString(Path.of(file)), author, why);
        return "revision " + commit.revision();
    }
}

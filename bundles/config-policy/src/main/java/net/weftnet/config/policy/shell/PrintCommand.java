package net.weftnet.config.policy.shell;

import java.util.List;
import net.weftnet.config.policy.PolicyTexts;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Shows policies as a text that {@code policy:load} understands. */
@Service
@Command(scope = "policy", name = "print", description = "Prints policies and security groups in the policy language")
public final class PrintCommand implements Action {

    @Argument(
            name = "names",
            multiValued = true,
            description = "Fully qualified names (domain:project:name); all if none")
    private List<String> names = List.of();

    @Reference
    private PolicyTexts policies;

    @Reference
    private Session session;

    @Override
    public @Nullable Object execute() throws Exception {
        session.getConsole().print(policies.print(names));
        return null;
    }
}

package net.weftnet.control.bgp.shell;

import net.weftnet.control.bgp.api.BgpSpeaker;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Ends the session with a neighbour, for another one. */
@Service
@Command(scope = "bgp", name = "reset", description = "End the session with a neighbour, and begin another one")
public final class ResetCommand implements Action {

    @Argument(name = "neighbor", required = true, description = "The name of the neighbour")
    private String neighbor = "";

    @Argument(index = 1, name = "message", description = "What the operator of the other end is told")
    private String message = "";

    @Reference
    private BgpSpeaker speaker;

    @Override
    public @Nullable Object execute() {
        if (!speaker.reset(neighbor, message)) {
            throw new IllegalArgumentException("There is no neighbour " + neighbor);
        }
        return null;
    }
}

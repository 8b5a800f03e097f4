package net.weftnet.compute.forwarding.shell;

import net.weftnet.compute.forwarding.api.Forwarding;
import net.weftnet.compute.forwarding.api.ForwardingException;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weft:forwarding-purge} */
@Service
@Command(
        scope = "weft",
        name = "forwarding-purge",
        description = "Detach all programs and empty all tables; traffic stops until the agent has filled them again")
public final class PurgeCommand implements Action {
    @Reference
    private Forwarding forwarding;

    @Override
    public Object execute() throws ForwardingException {
        forwarding.purge();
        return "Detached all programs and opened empty tables.";
    }
}

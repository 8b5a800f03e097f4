package net.weftnet.control.netconf.shell;

import net.weftnet.control.netconf.api.GatewayManager;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Looks at a gateway. */
@Service
@Command(scope = "netconf", name = "check", description = "Looks at a gateway now, and mends what differs")
public final class CheckCommand implements Action {
    @Argument(name = "gateway", required = true, description = "The last part of its name")
    private String gateway;

    @Reference
    private Session session;

    @Reference
    private GatewayManager manager;

    @Override
    public @Nullable Object execute() {
        if (!manager.check(gateway)) {
            throw new IllegalArgumentException("There is no gateway " + gateway + ": see netconf:gateways");
        }
        session.getConsole().println("See netconf:gateways for what comes of it.");
        return null;
    }
}

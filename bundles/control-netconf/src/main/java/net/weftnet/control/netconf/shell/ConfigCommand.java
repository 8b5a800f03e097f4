package net.weftnet.control.netconf.shell;

import net.weftnet.control.netconf.api.GatewayManager;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Shows what a gateway is to have. */
@Service
@Command(scope = "netconf", name = "config", description = "What a gateway is to have, as XML")
public final class ConfigCommand implements Action {
    @Argument(name = "gateway", required = true, description = "The last part of its name")
    private String gateway;

    @Reference
    private Session session;

    @Reference
    private GatewayManager manager;

    @Override
    public @Nullable Object execute() {
        session.getConsole()
                .println(manager.wanted(gateway)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "There is no gateway " + gateway + ": see netconf:gateways")));
        return null;
    }
}

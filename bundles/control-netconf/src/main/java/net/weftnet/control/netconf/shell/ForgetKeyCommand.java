package net.weftnet.control.netconf.shell;

import net.weftnet.control.netconf.api.GatewayManager;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Forgets a host key. */
@Service
@Command(
        scope = "netconf",
        name = "forget-key",
        description = "Trusts the next host key of a gateway, after its key was changed")
public final class ForgetKeyCommand implements Action {
    @Argument(name = "gateway", required = true, description = "The last part of its name")
    private String gateway;

    @Reference
    private Session session;

    @Reference
    private GatewayManager manager;

    @Override
    public @Nullable Object execute() {
        if (!manager.forgetHostKey(gateway)) {
            throw new IllegalArgumentException("There is no gateway " + gateway + ": see netconf:gateways");
        }
        session.getConsole().println("The next key that " + gateway + " shows is trusted.");
        return null;
    }
}

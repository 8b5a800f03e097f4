package net.weftnet.control.netconf.shell;

import net.weftnet.control.netconf.api.GatewayManager;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Shows the own key. */
@Service
@Command(scope = "netconf", name = "key", description = "The public key by which this node logs in to gateways")
public final class KeyCommand implements Action {
    @Reference
    private Session session;

    @Reference
    private GatewayManager manager;

    @Override
    public @Nullable Object execute() {
        session.getConsole().println(manager.publicKey());
        return null;
    }
}

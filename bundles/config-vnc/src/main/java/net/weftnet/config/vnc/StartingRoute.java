package net.weftnet.config.vnc;

import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.config.access.api.StandInRoute;
import net.weftnet.config.vnc.resource.VncResources;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** OpenContrail's REST API while the configuration is not there; it opens the port all the same. */
@Component(service = HttpRoute.class)
public final class StartingRoute extends StandInRoute {

    @Activate
    public StartingRoute(@Reference Health health) {
        super(health, VncRoute.LISTENER, VncRoute.PATH);
    }

    @Override
    public HttpReply refuse(int status, String reason) {
        return VncResources.refusal(status, reason);
    }
}

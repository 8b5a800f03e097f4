package net.weftnet.config.api;

import java.util.List;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.config.access.api.StandInRoute;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** RESTCONF while the configuration is not there. */
@Component(service = HttpRoute.class)
public final class StartingRoute extends StandInRoute {

    @Activate
    public StartingRoute(@Reference Health health) {
        super(health, "rest", RestconfResources.ROOT);
    }

    @Override
    public HttpReply refuse(int status, String reason, List<String> accept) {
        return RestconfResources.refuse(status, reason, accept);
    }
}

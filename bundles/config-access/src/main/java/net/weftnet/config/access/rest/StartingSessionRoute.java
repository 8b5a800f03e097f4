package net.weftnet.config.access.rest;

import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.config.access.api.StandInRoute;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /weft/session} while the users are not there. */
@Component(service = HttpRoute.class)
public final class StartingSessionRoute extends StandInRoute {

    @Activate
    public StartingSessionRoute(@Reference Health health) {
        super(health, "rest", SessionRoute.PATH);
    }

    @Override
    public HttpReply refuse(int status, String reason) {
        return HttpReply.error(status, reason);
    }
}

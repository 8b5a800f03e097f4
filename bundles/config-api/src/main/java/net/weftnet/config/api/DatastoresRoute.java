package net.weftnet.config.api;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;
import net.weftnet.config.access.api.AccessControl;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigDrafts;
import net.weftnet.config.db.api.ConfigHistory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Drafts and the past as datastores of the API, see {@link Views}. */
@Component(
        service = {HttpRoute.class, DatastoresRoute.class},
        configurationPid = "net.weftnet.config.api")
public final class DatastoresRoute implements HttpRoute {
    private final Views views;

    /** Shows other configurations than the newest. */
    @Activate
    public DatastoresRoute(
            @Reference ConfigDatastore datastore,
            @Reference ConfigHistory history,
            @Reference ConfigDrafts drafts,
            @Reference AccessControl access,
            RestconfRoute.Config config) {
        views = new Views(datastore, history, drafts, access, config.maxBodyBytes());
    }

    @Override
    public String listener() {
        return "rest";
    }

    @Override
    public String path() {
        return Views.DATASTORES;
    }

    @Override
    public Set<String> roles() {
        return Set.of(ANY_ROLE);
    }

    @Override
    public HttpReply handle(HttpCall call) throws IOException, InterruptedException {
        return views.handle(call);
    }

    @Override
    public HttpReply refuse(int status, String reason) {
        return refuse(status, reason, List.of());
    }

    @Override
    public HttpReply refuse(int status, String reason, List<String> accept) {
        return RestconfResources.refuse(status, reason, accept);
    }
}

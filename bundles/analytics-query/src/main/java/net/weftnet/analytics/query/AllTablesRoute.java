package net.weftnet.analytics.query;

import net.weftnet.analytics.store.api.AnalyticsStore;
import net.weftnet.common.http.api.HttpRoute;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** All of {@code /analytics/tables}. */
@Component(service = HttpRoute.class)
public final class AllTablesRoute extends TablesRoute {
    @Activate
    public AllTablesRoute(@Reference AnalyticsStore store) {
        super(store);
    }

    @Override
    public String path() {
        return "/analytics/tables";
    }
}

package net.weftnet.analytics.query;

import net.weftnet.analytics.store.api.AnalyticsStore;
import net.weftnet.common.http.api.HttpRoute;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What is below {@code /analytics/table}. */
@Component(service = HttpRoute.class)
public final class OneTableRoute extends TablesRoute {
    @Activate
    public OneTableRoute(@Reference AnalyticsStore store) {
        super(store);
    }

    @Override
    public String path() {
        return "/analytics/table";
    }
}

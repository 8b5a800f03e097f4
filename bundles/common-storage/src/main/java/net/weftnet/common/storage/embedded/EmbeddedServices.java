package net.weftnet.common.storage.embedded;

import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enables the embedded service of each kind for which no server is configured. A node that is told to use a server never
 * falls back to its own disk: what it wrote there would be seen by nobody else.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "net.weftnet.common.storage",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class EmbeddedServices {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedServices.class);

    /** Addresses of servers, host:port with commas between; empty where the embedded service is wanted. */
    public @interface Settings {
        /** Of Cassandra, for tables. */
        String cassandra() default "";

        /** Of Redis, for the bus. */
        String redis() default "";

        /** Of ZooKeeper, for coordination. */
        String zookeeper() default "";
    }

    /** Enables what is wanted and disables the rest. */
    @Activate
    public EmbeddedServices(ComponentContext context, Settings settings) {
        choose(context, SegmentTableStore.class, "weftnet-storage-cassandra", settings.cassandra());
        choose(context, InProcessBus.class, "weftnet-storage-redis", settings.redis());
        if (settings.zookeeper().isBlank() && !settings.cassandra().isBlank()) {
            context.disableComponent(TableCoordination.class.getName());
            log.error("storage: tables in Cassandra are shared, so ZooKeeper must coordinate: set zookeeper, too");
        } else {
            choose(context, TableCoordination.class, "weftnet-storage-zookeeper", settings.zookeeper());
        }
    }

    private static void choose(ComponentContext context, Class<?> embedded, String feature, String servers) {
        if (servers.isBlank()) {
            context.enableComponent(embedded.getName());
        } else {
            context.disableComponent(embedded.getName());
            log.info(
                    "storage: feature {} is to serve instead of {}, at {}", feature, embedded.getSimpleName(), servers);
        }
    }
}

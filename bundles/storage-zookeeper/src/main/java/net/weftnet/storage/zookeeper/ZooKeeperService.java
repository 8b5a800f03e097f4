package net.weftnet.storage.zookeeper;

import java.time.Duration;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.Secrets;
import net.weftnet.common.runtime.api.TlsIdentity;
import net.weftnet.common.storage.api.Coordination;
import net.weftnet.common.storage.api.ServerAccess;
import org.apache.curator.framework.state.ConnectionState;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Offers {@link Coordination} from the first connection on. When the ensemble is lost later the service stays, its calls
 * fail until the ensemble is back, and whoever uses it keeps what it has read.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "net.weftnet.common.storage",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ZooKeeperService {
    private final BundleContext bundle;
    private final String addresses;
    private final Health.@Nullable Subject health;
    private final @Nullable ZooKeeperCoordination coordination;

    /** Guarded by this. */
    private @Nullable ServiceRegistration<Coordination> registration;

    /** Guarded by this. */
    private boolean isClosed;

    /** Where the servers are. */
    public @interface Settings {
        /** host:port, commas between; without any, this bundle does nothing. */
        String zookeeper() default "";

        /** How long a call waits for an ensemble that does not answer, for example while it elects a leader. */
        int zookeeperPatienceSeconds() default 3;

        /** Whether to speak TLS, with the identity of this node. */
        boolean zookeeperTls() default true;

        /** As whom, with the secret {@code zookeeper}; empty for nobody. */
        String zookeeperUser() default "";
    }

    /** Starts to connect. */
    @Activate
    public ZooKeeperService(
            BundleContext bundle,
            @Reference Health board,
            @Reference TlsIdentity identity,
            @Reference Secrets secrets,
            Settings settings) {
        this.bundle = bundle;
        addresses = settings.zookeeper();
        if (addresses.isBlank()) {
            health = null;
            coordination = null;
            return;
        }
        health = board.open("config", "zookeeper");
        health.degraded("connecting to " + addresses);
        var access = ServerAccess.of(settings.zookeeperTls(), identity, settings.zookeeperUser(), secrets, "zookeeper");
        coordination =
                ZooKeeperCoordination.open(addresses, access, Duration.ofSeconds(settings.zookeeperPatienceSeconds()));
        coordination.client().getConnectionStateListenable().addListener((_, state) -> changed(state));
        if (coordination.client().getZookeeperClient().isConnected()) {
            changed(ConnectionState.CONNECTED);
        }
    }

    private synchronized void changed(ConnectionState state) {
        if (isClosed || health == null || coordination == null) {
            return;
        }
        if (!state.isConnected()) {
            health.degraded("no connection to " + addresses + ": changes are refused until it is back");
            return;
        }
        health.ok("connected to " + addresses);
        if (registration == null) {
            registration = bundle.registerService(Coordination.class, coordination, null);
        }
    }

    @Deactivate
    void close() {
        ServiceRegistration<Coordination> offered;
        synchronized (this) {
            isClosed = true;
            offered = registration;
            registration = null;
        }
        if (offered != null) {
            offered.unregister();
        }
        if (coordination != null) {
            coordination.close();
        }
        if (health != null) {
            health.close();
        }
    }
}

package net.weftnet.storage.cassandra;

import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import com.datastax.oss.driver.api.core.metadata.NodeStateListenerBase;
import java.time.Duration;
import java.util.random.RandomGenerator;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.common.runtime.api.Secrets;
import net.weftnet.common.runtime.api.TlsIdentity;
import net.weftnet.common.storage.api.ServerAccess;
import net.weftnet.common.storage.api.TableStore;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers {@link TableStore} from the first connection on. When Cassandra is lost later the service stays, its calls fail
 * until Cassandra is back, and whoever uses it keeps what it has read.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "net.weftnet.common.storage",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class CassandraService {
    private static final Logger log = LoggerFactory.getLogger(CassandraService.class);

    private final BundleContext bundle;
    private final CassandraTableStore.Settings settings;
    private final ServerAccess access;
    private final boolean makesUser;
    private final OwnerThread owner = OwnerThread.named("cassandra");
    private final BackOff backOff =
            new BackOff(Duration.ofMillis(500), Duration.ofSeconds(10), RandomGenerator.getDefault());
    private final Health.@Nullable Subject health;

    /** Used on the owner thread alone, as the rest. */
    private @Nullable CassandraTableStore store;

    private @Nullable ServiceRegistration<TableStore> registration;

    /** Where the servers are. */
    public @interface Settings {
        /** Some nodes, host:port with commas between; without any, this bundle does nothing. */
        String cassandra() default "";

        /** The data centre next to us. */
        String cassandraDatacenter() default "datacenter1";

        /** On how many nodes each row is, when the keyspace is made here. */
        int cassandraReplication() default 1;

        /** How long a request may take. */
        int cassandraTimeoutSeconds() default 3;

        /** Whether to speak TLS, with the identity of this node. */
        boolean cassandraTls() default true;

        /** As whom, with the secret {@code cassandra}; empty where Cassandra asks nobody. */
        String cassandraUser() default "";

        /** Whether to make that user in a Cassandra that is new, and to end the log-in of its own one. */
        boolean cassandraMakeUser() default false;
    }

    /** Starts to connect. */
    @Activate
    public CassandraService(
            BundleContext bundle,
            @Reference Health board,
            @Reference TlsIdentity identity,
            @Reference Secrets secrets,
            Settings settings) {
        this.bundle = bundle;
        access = ServerAccess.of(settings.cassandraTls(), identity, settings.cassandraUser(), secrets, "cassandra");
        makesUser = settings.cassandraMakeUser();
        this.settings = new CassandraTableStore.Settings(
                settings.cassandra(),
                settings.cassandraDatacenter(),
                settings.cassandraReplication(),
                Duration.ofSeconds(settings.cassandraTimeoutSeconds()));
        if (settings.cassandra().isBlank()) {
            health = null;
            return;
        }
        health = board.open("config", "cassandra");
        health.degraded("connecting to " + settings.cassandra());
        owner.execute(this::connect);
    }

    private void connect() {
        try {
            store = open();
            // First, since whoever waits for the service reads all it needs before the registration returns.
            report();
            registration = bundle.registerService(TableStore.class, store, null);
        } catch (RuntimeException e) {
            log.warn("cassandra: cannot connect to {}: {}", settings.addresses(), e.getMessage());
            if (health != null) {
                health.degraded("cannot connect to " + settings.addresses() + ": " + e.getMessage());
            }
            owner.schedule(backOff.next(), this::connect);
        }
    }

    private CassandraTableStore open() {
        var login = access.login();
        if (!makesUser || login.isEmpty()) {
            return CassandraTableStore.connect(settings, access, new NodesListener());
        }
        return FirstUser.connect(settings, access, login.get(), new NodesListener());
    }

    private void report() {
        if (store == null || health == null) {
            return;
        }
        var nodes = store.session().getMetadata().getNodes().values();
        long up = nodes.stream().filter(node -> node.getState() == NodeState.UP).count();
        if (up == nodes.size()) {
            health.ok(up + " nodes");
        } else {
            health.degraded(up + " of " + nodes.size()
                    + " nodes are up; changes are refused while a row has no quorum of its replicas");
        }
    }

    private final class NodesListener extends NodeStateListenerBase {
        @Override
        public void onUp(Node node) {
            owner.execute(CassandraService.this::report);
        }

        @Override
        public void onDown(Node node) {
            owner.execute(CassandraService.this::report);
        }

        @Override
        public void onAdd(Node node) {
            owner.execute(CassandraService.this::report);
        }

        @Override
        public void onRemove(Node node) {
            owner.execute(CassandraService.this::report);
        }
    }

    @Deactivate
    void close() {
        owner.call(() -> {
            if (registration != null) {
                registration.unregister();
            }
            if (store != null) {
                store.close();
            }
            return true;
        });
        owner.close();
        if (health != null) {
            health.close();
        }
    }
}

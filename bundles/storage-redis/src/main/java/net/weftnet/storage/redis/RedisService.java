package net.weftnet.storage.redis;

import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.Secrets;
import net.weftnet.common.runtime.api.TlsIdentity;
import net.weftnet.common.storage.api.Bus;
import net.weftnet.common.storage.api.ServerAccess;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Offers {@link Bus} over Redis at once, connected or not: nobody depends on a hint. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "net.weftnet.common.storage",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class RedisService {
    private final @Nullable Offer offer;

    /** Where the server is. */
    public @interface Settings {
        /** host:port; without it, this bundle does nothing. */
        String redis() default "";

        /** Whether to speak TLS, with the identity of this node. */
        boolean redisTls() default true;

        /** As whom, with the secret {@code redis}; empty where Redis asks nobody. */
        String redisUser() default "";
    }

    private record Offer(RedisBus bus, Health.Subject health, ServiceRegistration<Bus> registration) {}

    /** Offers the bus if an address is configured. */
    @Activate
    public RedisService(
            BundleContext bundle,
            @Reference Health board,
            @Reference TlsIdentity identity,
            @Reference Secrets secrets,
            Settings settings) {
        if (settings.redis().isBlank()) {
            offer = null;
            return;
        }
        var health = board.open("config", "redis");
        var access = ServerAccess.of(settings.redisTls(), identity, settings.redisUser(), secrets, "redis");
        var bus = new RedisBus(settings.redis().strip(), access, health);
        offer = new Offer(bus, health, bundle.registerService(Bus.class, bus, null));
    }

    @Deactivate
    void close() {
        if (offer != null) {
            offer.registration().unregister();
            offer.bus().close();
            offer.health().close();
        }
    }
}

package net.weftnet.control.bgp.uve;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import net.weftnet.common.runtime.api.NodeContext;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.common.sandesh.api.SandeshClient;
import net.weftnet.common.sandesh.api.Uve;
import net.weftnet.common.sandesh.api.UveType;
import net.weftnet.control.bgp.api.BgpSpeaker;
import net.weftnet.control.rib.api.Rib;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Tells analytics of peers and tables, every half minute, what has changed. State belongs to its thread. */
@Component(service = {})
public final class RoutingUveReporter {
    private static final Duration LOOK = Duration.ofSeconds(30);

    private final String node;
    private final BgpSpeaker speaker;
    private final Rib rib;
    private final SandeshClient client;
    private final OwnerThread owner = OwnerThread.named("routing-uves");
    private Map<Object, Uve> told = Map.of();

    /** Which object a UVE is about. */
    private record Key(UveType type, String key) {}

    @Activate
    public RoutingUveReporter(
            @Reference NodeContext context,
            @Reference BgpSpeaker speaker,
            @Reference Rib rib,
            @Reference SandeshClient client) {
        node = context.nodeName();
        this.speaker = speaker;
        this.rib = rib;
        this.client = client;
        owner.execute(this::look);
    }

    private void look() {
        owner.schedule(LOOK, this::look);
        report();
    }

    /** Tells what has changed since it was told last. */
    void report() {
        var now = new LinkedHashMap<Object, Uve>();
        RoutingUves.of(node, speaker.neighbors(), rib.peers(), rib.instances(), rib.tables())
                .forEach(uve -> now.put(new Key(uve.type(), uve.key()), uve));
        now.forEach((key, uve) -> {
            if (!uve.equals(told.get(key))) {
                client.send(uve);
            }
        });
        told.forEach((key, uve) -> {
            if (!now.containsKey(key)) {
                client.delete(uve.type(), uve.key());
            }
        });
        told = now;
    }

    @Deactivate
    public void close() {
        owner.close();
    }
}

package net.weftnet.common.sandesh;

import java.time.Duration;
import java.util.Map;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.common.sandesh.api.SandeshClient;
import net.weftnet.common.sandesh.api.Uve;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Tells analytics how this node is: soon after a change, and every half minute. State belongs to its thread. */
@Component(service = {})
public final class NodeStatusReporter {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final int LOOKS_BETWEEN_REPEATS = 15;

    private final Health health;
    private final SandeshClient client;
    private final OwnerThread owner = OwnerThread.named("node-status");
    private Map<String, Uve> told = Map.of();
    private final ConditionLog changes;
    private int looks;

    @Activate
    public NodeStatusReporter(@Reference Health health, @Reference SandeshClient client) {
        this.health = health;
        this.client = client;
        changes = new ConditionLog(client.state().generator());
        owner.execute(this::look);
    }

    private void look() {
        owner.schedule(LOOK, this::look);
        report(looks++ % LOOKS_BETWEEN_REPEATS == 0);
    }

    private void report(boolean all) {
        var conditions = health.conditions();
        for (var event : changes.since(conditions)) {
            client.log(event); // not by forEach: the caller is part of the message
        }
        var now = NodeStatus.of(client.state().generator(), conditions);
        now.forEach((role, uve) -> {
            if (all || !uve.equals(told.get(role))) {
                client.send(uve);
            }
        });
        told.forEach((role, uve) -> {
            if (!now.containsKey(role)) {
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

package net.weftnet.compute.agent;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.compute.agent.oper.OperDb;
import net.weftnet.compute.agent.oper.VmInterface;

/**
 * One health subject for each plugged port that is not active, and one that counts them all. An interface that is
 * configured and not plugged is nobody's fault. Confined to the agent's thread.
 */
final class PortHealth implements AutoCloseable {
    private static final String ROLE = "compute";

    private final Health health;
    private final Health.Subject ports;
    private final Map<UUID, Health.Subject> inactive = new HashMap<>();

    PortHealth(Health health) {
        this.health = health;
        ports = health.open(ROLE, "ports");
    }

    void update(OperDb oper) {
        inactive.entrySet().removeIf(subject -> {
            var vmi = oper.interfaces().get(subject.getKey());
            boolean over = vmi == null || vmi.active() || !vmi.plugged();
            if (over) {
                subject.getValue().close();
            }
            return over;
        });
        var plugged =
                oper.interfaces().values().stream().filter(VmInterface::plugged).toList();
        for (var vmi : plugged) {
            if (!vmi.active()) {
                inactive.computeIfAbsent(vmi.uuid(), uuid -> health.open(ROLE, "port " + uuid))
                        .degraded(vmi.device() + ": missing " + String.join(", ", vmi.missing()));
            }
        }
        ports.ok(oper.active().size() + " of " + plugged.size() + " active");
    }

    @Override
    public void close() {
        ports.close();
        inactive.values().forEach(Health.Subject::close);
    }
}

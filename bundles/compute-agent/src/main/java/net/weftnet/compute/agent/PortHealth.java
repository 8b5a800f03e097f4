package net.weftnet.compute.agent;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.compute.agent.oper.OperDb;
import net.weftnet.compute.agent.oper.VmInterface;

/** One health subject for each interface that is not active, and one that counts them all. Confined to the agent's thread. */
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
            boolean over = vmi == null || vmi.active();
            if (over) {
                subject.getValue().close();
            }
            return over;
        });
        oper.interfaces().forEach((uuid, vmi) -> {
            if (!vmi.active()) {
                inactive.computeIfAbsent(uuid, _ -> health.open(ROLE, "port " + uuid))
                        .degraded(problem(vmi));
            }
        });
        ports.ok(oper.active().size() + " of " + oper.interfaces().size() + " active");
    }

    private static String problem(VmInterface vmi) {
        var name = vmi.device().isEmpty() ? vmi.name() : vmi.device();
        return name + ": missing " + String.join(", ", vmi.missing());
    }

    @Override
    public void close() {
        ports.close();
        inactive.values().forEach(Health.Subject::close);
    }
}

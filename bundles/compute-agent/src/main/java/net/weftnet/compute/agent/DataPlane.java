package net.weftnet.compute.agent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.compute.agent.api.AgentStatus;
import net.weftnet.compute.agent.table.DeletionRule;
import net.weftnet.compute.agent.table.TableNumbers;
import net.weftnet.compute.agent.table.TableSync;
import net.weftnet.compute.forwarding.api.Forwarding;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.InterfaceEntry;
import net.weftnet.compute.forwarding.api.TableEntry;
import net.weftnet.compute.forwarding.api.TableKey;
import net.weftnet.compute.forwarding.api.TableKind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The forwarding tables and how well they follow: adoption at the start, programming, audit. Confined to the agent's thread. */
final class DataPlane {
    private static final Logger log = LoggerFactory.getLogger(DataPlane.class);

    /** Numbers of policies start with the seconds since then, so that a later life has higher ones. */
    private static final Instant FIRST_START = Instant.parse("2026-01-01T00:00:00Z");

    private final Forwarding forwarding;
    private final TableNumbers numbers;
    private final TableSync tables;
    private final Health.Subject health;
    private final Clock clock;
    private boolean adopted;
    private @Nullable Instant audited; // null before the first audit
    private long repaired;
    private String problem = "";

    DataPlane(Forwarding forwarding, Health.Subject health, Clock clock) {
        this.forwarding = forwarding;
        this.health = health;
        this.clock = clock;
        numbers = TableNumbers.startingAt(
                (int) Duration.between(FIRST_START, clock.instant()).toSeconds());
        tables = new TableSync(forwarding, numbers);
    }

    TableNumbers numbers() {
        return numbers;
    }

    /** {@return an interface as it is in the tables now} */
    Optional<InterfaceEntry> port(int ifIndex) {
        return tables.port(ifIndex);
    }

    /** The tables are open, perhaps again: what they hold is looked at before anything is written. */
    void opened() {
        adopted = false;
        adopt();
    }

    private boolean adopt() {
        if (!adopted && forwarding.isReady()) {
            try {
                log.info("{} forwarding entries found and taken over", tables.adopt());
                adopted = true;
            } catch (ForwardingException e) {
                problem = String.valueOf(e.getMessage());
            }
        }
        return adopted && forwarding.isReady();
    }

    /** {@return whether the tables can be written; numbers of next hops are right only then} */
    boolean ready() {
        boolean ready = adopt();
        if (!ready) {
            health.degraded(problem.isEmpty() ? "the forwarding tables are not open" : problem);
        }
        return ready;
    }

    /** Brings the tables to what is desired, as far as they let themselves. */
    void apply(Map<TableKey, TableEntry> desired, DeletionRule deletions) {
        problem = "";
        tables.apply(desired, deletions);
        report();
    }

    /** Compares the tables with what is desired, and repairs. */
    void audit(Map<TableKey, TableEntry> desired, DeletionRule deletions) {
        try {
            problem = "";
            repaired += tables.audit(desired, deletions);
            audited = clock.instant();
        } catch (ForwardingException e) {
            problem = "audit: " + e.getMessage();
        }
        report();
    }

    private void report() {
        var refused = tables.refused();
        if (!problem.isEmpty()) {
            health.degraded(problem);
        } else if (!refused.isEmpty()) {
            var first = refused.entrySet().iterator().next();
            health.degraded(
                    refused.size() + " entries refused, for example " + first.getKey() + ": " + first.getValue());
        } else {
            health.ok(tables.installed(TableKind.ROUTE) + " routes, " + repaired + " entries repaired by audits");
        }
    }

    AgentStatus.Tables status() {
        return new AgentStatus.Tables(
                tables.installed(TableKind.INTERFACE),
                tables.installed(TableKind.NEXT_HOP),
                tables.installed(TableKind.ROUTE),
                tables.installed(TableKind.LABEL),
                audited,
                repaired,
                tables.refused().size());
    }
}

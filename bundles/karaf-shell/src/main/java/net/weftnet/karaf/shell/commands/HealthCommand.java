package net.weftnet.karaf.shell.commands;

import net.weftnet.common.runtime.api.Health;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weft:health} */
@Service
@Command(scope = "weft", name = "health", description = "What is well on this node and what is not, since when")
public final class HealthCommand extends TableCommand {
    @Reference
    private Health health;

    @Override
    protected Table table() {
        var table = Table.of("role", "subject", "level", "since", "detail");
        health.conditions()
                .forEach(condition -> table.row(
                        condition.role(),
                        condition.subject(),
                        condition.level(),
                        condition.since(),
                        condition.detail()));
        return table;
    }
}

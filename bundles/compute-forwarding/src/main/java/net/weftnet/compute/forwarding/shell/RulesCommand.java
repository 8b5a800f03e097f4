package net.weftnet.compute.forwarding.shell;

import net.weftnet.compute.forwarding.api.Forwarding;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code weft:rules} */
@Service
@Command(
        scope = "weft",
        name = "rules",
        description = "Rules in the kernel, in the order in which they are tried, with hits")
public final class RulesCommand extends TableCommand {
    @Argument(name = "name", description = "part of the name of a list, or the id of a rule")
    private @Nullable String name;

    @Option(name = "--hit", description = "only rules that decided about a flow")
    private boolean hit;

    @Reference
    private Forwarding forwarding;

    @Override
    protected Table table() throws ForwardingException {
        var table = Table.of("list", "kind", "begun", "#", "match", "action", "id", "hits");
        forwarding.rules().stream()
                .filter(rule -> name == null
                        || rule.name().contains(name)
                        || rule.rule().id().equals(name))
                .filter(rule -> !hit || rule.hits() > 0)
                .forEach(rule -> table.row(
                        rule.name(),
                        rule.kind(),
                        PolicyNames.direction(rule.direction()),
                        rule.index() + 1,
                        PolicyNames.match(rule.rule().match()),
                        rule.rule().action(),
                        rule.rule().id(),
                        rule.hits()));
        return table;
    }
}

package net.weftnet.config.transformer.shell;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalInt;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.transformer.api.Explanations;
import net.weftnet.config.transformer.api.Explanations.Change;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Says which objects and commits an entry of the compiled state comes from. */
@Service
@Command(scope = "weft", name = "why", description = "Which objects and commits something compiled comes from")
public final class WhyCommand extends TableCommand {

    @Argument(
            name = "type",
            description = "For example routing-instance, route-target or access-control-list",
            required = true)
    private String type = "";

    @Argument(index = 1, name = "name", description = "For example default-domain:demo:front:front", required = true)
    private String name = "";

    @Argument(index = 2, name = "rule", description = "Of an access-control-list: which rule, counted from 1")
    private int rule;

    @Reference
    private Explanations explanations;

    @Reference
    private ConfigDatastore datastore;

    @Override
    protected Table table() throws ConfigException {
        var explanation = explanations
                .why(type, name, rule == 0 ? OptionalInt.empty() : OptionalInt.of(rule))
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no " + type + ' ' + name + (rule == 0 ? "" : " with a rule " + rule)));
        var table = Table.of("what", "type", "name", "revision", "time", "author", "comment");
        row(table, "compiled", type, name, explanation.change());
        for (var cause : explanation.causes()) {
            row(table, "from", cause.type(), cause.fqName(), cause.change());
        }
        return table;
    }

    private void row(Table table, String what, String kind, String object, Change change) throws ConfigException {
        var revision = (change.isExact() ? "" : "<= ") + change.revision();
        var commits = change.isExact() ? datastore.commitsSince(change.revision() - 1, 1) : List.<Commit>of();
        if (commits.isEmpty()) {
            table.row(what, kind, object, revision, "", "", "");
            return;
        }
        var commit = commits.getFirst();
        table.row(
                what,
                kind,
                object,
                revision,
                commit.time().truncatedTo(ChronoUnit.SECONDS),
                commit.author(),
                commit.comment());
    }
}

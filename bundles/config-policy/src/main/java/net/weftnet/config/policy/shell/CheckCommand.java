package net.weftnet.config.policy.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import net.weftnet.config.policy.PolicyTexts;
import net.weftnet.config.transformer.api.CompiledPreview;
import net.weftnet.config.transformer.api.CompiledPreview.EntryChange;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Tells what a text would do. */
@Service
@Command(
        scope = "policy",
        name = "check",
        description = "Checks a file in the policy language, and shows what of the compiled state it would change")
public final class CheckCommand extends TableCommand {

    @Argument(name = "file", required = true, description = "A file on this node")
    private String file;

    @Reference
    private PolicyTexts policies;

    @Reference
    private CompiledPreview preview;

    @Override
    protected Table table() throws Exception {
        var table = Table.of("change", "compiled", "name", "what");
        var candidate = policies.check(file, Files.readString(Path.of(file)), "shell");
        candidate.stream().flatMap(made -> preview.preview(made).stream()).forEach(change -> addRows(change, table));
        return table;
    }

    /** A row for each rule, link and prefix; an entry that consists of nothing but its name has one, too. */
    private static void addRows(EntryChange change, Table table) {
        var appearing = change.appearing();
        var vanishing = change.vanishing();
        appearing.forEach(part -> table.row("appears", change.list(), change.name(), part));
        vanishing.forEach(part -> table.row("vanishes", change.list(), change.name(), part));
        if (appearing.isEmpty() && vanishing.isEmpty()) {
            table.row(verb(change), change.list(), change.name(), "");
        }
    }

    private static String verb(EntryChange change) {
        if (change.before() == null) {
            return "appears";
        }
        return change.after() == null ? "vanishes" : "changes";
    }
}

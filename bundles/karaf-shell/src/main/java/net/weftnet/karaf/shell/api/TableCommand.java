package net.weftnet.karaf.shell.api;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** A command that shows a table: fitted to the screen, or with {@code -o json} as an array of objects, or with {@code -o csv}. */
public abstract class TableCommand implements Action {

    @Option(name = "-o", aliases = "--output", description = "table, json or csv")
    private String output = "table";

    @Reference
    private Session session;

    /** {@return what to show} */
    protected abstract Table table() throws Exception;

    @Override
    public final @Nullable Object execute() throws Exception {
        var text =
                switch (output) {
                    case "table" -> table().toText(screenWidth());
                    case "json" -> table().toJson();
                    case "csv" -> table().toCsv();
                    default -> throw new IllegalArgumentException("-o takes table, json or csv, not " + output);
                };
        session.getConsole().print(text);
        return null;
    }

    /** 0 for a command given to ssh: there is no terminal then. */
    private int screenWidth() {
        var terminal = session.getTerminal();
        return terminal == null ? 0 : terminal.getWidth();
    }
}

package net.weftnet.analytics.collector.shell;

import java.time.temporal.ChronoUnit;
import java.util.Set;
import net.weftnet.analytics.collector.api.Analytics;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists the objects analytics knows something about, or shows what it knows about one. */
@Service
@Command(
        scope = "weft",
        name = "uves",
        description = "Operational state that analytics was told: objects, or one of them")
public final class UvesCommand extends TableCommand {

    @Argument(index = 0, name = "type", description = "type of objects, for example vrouter")
    private @Nullable String type;

    @Argument(index = 1, name = "name", description = "name of one object, for example compute1")
    private @Nullable String name;

    @Reference
    private Analytics analytics;

    @Override
    protected Table table() {
        return type != null && name != null
                ? object(type, name)
                : objects(type == null ? analytics.types() : Set.of(type));
    }

    private Table objects(Set<String> types) {
        var table = Table.of("type", "name", "struct", "generator", "time");
        for (var each : types) {
            for (var object : analytics.names(each)) {
                for (var uve : analytics.uves(each, object)) {
                    table.row(
                            each,
                            object,
                            uve.struct(),
                            uve.generator(),
                            uve.time().truncatedTo(ChronoUnit.SECONDS));
                }
            }
        }
        return table;
    }

    private Table object(String ofType, String object) {
        var table = Table.of("struct", "field", "value", "generator");
        for (var uve : analytics.uves(ofType, object)) {
            for (var field : uve.fields()) {
                table.row(uve.struct(), field.name(), ValueText.of(field.value()), uve.generator());
            }
        }
        return table;
    }
}

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The results: printed one by one as a table, and all of them as JSON. */
final class Report {
    private final List<Row> rows = new ArrayList<>();

    /** What the value is compared with, and the goal for the value, if there is one. */
    record Row(String metric, double value, String unit, String baseline, double baselineValue, Goal goal) {
        double ratio() {
            return baselineValue == 0 ? 0 : value / baselineValue;
        }

        String json() {
            return String.format(
                    Locale.ROOT,
                    "  {\"metric\": \"%s\", \"value\": %.3f, \"unit\": \"%s\", \"baseline\": \"%s\", "
                            + "\"baselineValue\": %.3f, \"ratio\": %.3f, \"goal\": %s, \"met\": %s}",
                    metric,
                    value,
                    unit,
                    baseline,
                    baselineValue,
                    ratio(),
                    goal.limit().isEmpty() ? "null" : String.format(Locale.ROOT, "%.3f", goal.limit().getAsDouble()),
                    goal.isMet(value));
        }
    }

    /** A limit for a value: at least that much, or at most. */
    record Goal(OptionalDouble limit, boolean atLeast) {
        static final Goal NONE = new Goal(OptionalDouble.empty(), true);

        static Goal atLeast(double limit) {
            return new Goal(OptionalDouble.of(limit), true);
        }

        static Goal atMost(double limit) {
            return new Goal(OptionalDouble.of(limit), false);
        }

        boolean isMet(double value) {
            return limit.isEmpty() || (atLeast ? value >= limit.getAsDouble() : value <= limit.getAsDouble());
        }

        String text(double value) {
            return limit.isEmpty()
                    ? "-"
                    : String.format(
                            Locale.ROOT,
                            "%s%.0f %s",
                            atLeast ? ">=" : "<=",
                            limit.getAsDouble(),
                            isMet(value) ? "met" : "MISSED");
        }
    }

    Report() {
        System.out.printf(
                "%-22s %10s %-7s %-36s %10s %7s %s%n", "METRIC", "WEFT", "UNIT", "BASELINE", "VALUE", "RATIO", "GOAL");
    }

    void add(String metric, double value, String unit, String baseline, double baselineValue, Goal goal) {
        var row = new Row(metric, value, unit, baseline, baselineValue, goal);
        rows.add(row);
        System.out.printf(
                Locale.ROOT,
                "%-22s %10.2f %-7s %-36s %10.2f %7.2f %s%n",
                metric,
                value,
                unit,
                baseline,
                baselineValue,
                row.ratio(),
                goal.text(value));
    }

    void write(Path file) throws IOException {
        Files.writeString(file, rows.stream().map(Row::json).collect(Collectors.joining(",\n", "[\n", "\n]\n")));
    }
}

package net.weftnet.karaf.shell.api;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows under named columns. A cell may be anything: numbers stand to the right, an empty {@link Optional} or null shows
 * as a hyphen, a collection as a list.
 */
public final class Table {
    private final List<String> columns;
    private final List<List<Object>> rows = new ArrayList<>();

    private Table(List<String> columns) {
        this.columns = columns;
    }

    /** {@return an empty table with these columns}, named in the words of the field: {@code next hop}, {@code since} */
    public static Table of(String... columns) {
        return new Table(List.of(columns));
    }

    /** Adds a row; one cell for each column. */
    public Table row(@Nullable Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for the columns " + columns);
        }
        rows.add(Arrays.stream(cells).map(Cell::plain).toList());
        return this;
    }

    /**
     * {@return the table as text, with a heading}. Columns that do not fit {@code width} are cut, the widest first, but
     * never below the width of their heading.
     *
     * @param width the width of the screen; 0 or less if there is none, as for a pipe
     */
    public String toText(int width) {
        var lines = new ArrayList<List<String>>();
        lines.add(
                columns.stream().map(column -> column.toUpperCase(Locale.ROOT)).toList());
        rows.forEach(row -> lines.add(row.stream().map(Cell::text).toList()));
        var widths = widths(lines, width);
        return lines.stream().map(line -> line(line, widths)).collect(Collectors.joining());
    }

    private int[] widths(List<List<String>> lines, int screen) {
        var widths = new int[columns.size()];
        lines.forEach(line ->
                Arrays.setAll(widths, i -> Math.max(widths[i], line.get(i).length())));
        int gaps = 2 * (widths.length - 1);
        while (screen > 0 && Arrays.stream(widths).sum() + gaps > screen) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                boolean canShrink = widths[i] > Math.max(columns.get(i).length(), 1);
                if (canShrink && (widest < 0 || widths[i] > widths[widest])) {
                    widest = i;
                }
            }
            if (widest < 0) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private String line(List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            var cell =
                    cells.get(i).length() > widths[i] ? cells.get(i).substring(0, widths[i] - 1) + "…" : cells.get(i);
            var padding = " ".repeat(widths[i] - cell.length());
            line.append(i > 0 ? "  " : "").append(isNumeric(i) ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing() + "\n";
    }

    private boolean isNumeric(int column) {
        return !rows.isEmpty() && rows.stream().allMatch(row -> row.get(column) instanceof Number);
    }

    /** {@return the rows as a JSON array of objects}, whose names are the columns' with hyphens for spaces */
    public String toJson() {
        var text = new StringWriter();
        try (var json = new JsonWriter(text)) {
            json.setIndent("  ");
            json.beginArray();
            for (var row : rows) {
                json.beginObject();
                for (int i = 0; i < columns.size(); i++) {
                    json.name(columns.get(i).toLowerCase(Locale.ROOT).replace(' ', '-'));
                    Cell.write(json, row.get(i));
                }
                json.endObject();
            }
            json.endArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }

    /** {@return the rows as RFC 4180 has it, with the columns' names in the first line}; an empty cell is one without value */
    public String toCsv() {
        var text = new StringBuilder(columns.stream().map(Table::quoted).collect(Collectors.joining(",", "", "\r\n")));
        for (var row : rows) {
            text.append(row.stream()
                    .map(cell -> cell instanceof Optional<?> ? "" : quoted(Cell.text(cell)))
                    .collect(Collectors.joining(",", "", "\r\n")));
        }
        return text.toString();
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** What may stand in a cell: a number, a boolean, a list of cells, a text, or {@link #NOTHING}. */
    private static final class Cell {
        private static final Object NOTHING = Optional.empty();

        static Object plain(@Nullable Object cell) {
            return switch (cell) {
                case null -> NOTHING;
                case Optional<?> optional -> plain(optional.orElse(null));
                case Number number -> number;
                case Boolean flag -> flag;
                case Collection<?> list -> list.stream().map(Cell::plain).toList();
                default -> cell.toString();
            };
        }

        static String text(Object cell) {
            return switch (cell) {
                case Optional<?> _ -> "-";
                case List<?> list ->
                    list.isEmpty() ? "-" : list.stream().map(Cell::text).collect(Collectors.joining(", "));
                default -> cell.toString();
            };
        }

        static void write(JsonWriter json, Object cell) throws IOException {
            switch (cell) {
                case Optional<?> _ -> json.nullValue();
                case Number number -> json.value(number);
                case Boolean flag -> json.value(flag);
                case List<?> list -> {
                    json.beginArray();
                    for (var item : list) {
                        write(json, item);
                    }
                    json.endArray();
                }
                default -> json.value(cell.toString());
            }
        }
    }
}

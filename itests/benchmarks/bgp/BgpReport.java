import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The results: printed cell by cell, and all of them as JSON. */
final class BgpReport {
    private final List<Cell> cells = new ArrayList<>();

    /** What was measured of one speaker under one load. */
    static final class Cell {
        private final String speaker;
        private final String load;
        private final String prefix;
        private final Map<String, Double> figures;

        private Cell(String speaker, String load, String prefix, Map<String, Double> figures) {
            this.speaker = speaker;
            this.load = load;
            this.prefix = prefix;
            this.figures = figures;
        }

        void put(String figure, double value) {
            figures.put(prefix + figure, value);
        }

        /** {@return the same cell for figures of a process that has just started} */
        Cell cold() {
            return new Cell(speaker, load, "cold: ", figures);
        }

        boolean isCold() {
            return !prefix.isEmpty();
        }
    }

    Cell cell(String speaker, String load) {
        var cell = new Cell(speaker, load, "", new LinkedHashMap<>());
        cells.add(cell);
        return cell;
    }

    void print(Cell cell) {
        System.out.printf("%n%s, %s%n", cell.speaker, cell.load);
        cell.figures.forEach((name, value) -> System.out.printf(Locale.ROOT, "  %-32s %12.2f%n", name, value));
    }

    String json() {
        return cells.stream()
                .map(cell -> "  {\"speaker\": \"%s\", \"load\": \"%s\", %s}"
                        .formatted(cell.speaker, cell.load, figures(cell)))
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    private static String figures(Cell cell) {
        return cell.figures.entrySet().stream()
                .map(figure -> String.format(Locale.ROOT, "\"%s\": %.3f", figure.getKey(), figure.getValue()))
                .collect(Collectors.joining(", "));
    }
}

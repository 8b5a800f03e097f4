package net.weftnet.karaf.shell.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TableTest {
    private final Table routes = Table.of("prefix", "next hop", "label")
            .row("10.1.1.3/32", "198.18.0.11", 16)
            .row("10.1.1.4/32", Optional.empty(), 1024);

    @Test
    void alignsItsColumns() {
        assertEquals(
                """
                PREFIX       NEXT HOP     LABEL
                10.1.1.3/32  198.18.0.11     16
                10.1.1.4/32  -             1024
                """,
                routes.toText(80));
    }

    @Test
    void cutsTheWidestColumnsToFitTheScreen() {
        assertEquals(
                """
                PREFIX    NEXT HOP  LABEL
                10.1.1.…  198.18.…     16
                10.1.1.…  -          1024
                """,
                routes.toText(25));
    }

    @Test
    void writesCsvWithQuotesWhereTheyAreNeeded() {
        var table = Table.of("a", "next hop").row("x,\"y\"", null).row(1, List.of("p", "q"));
        assertEquals("a,next hop\r\n\"x,\"\"y\"\"\",\r\n1,\"p, q\"\r\n", table.toCsv());
    }

    @Test
    void aPipeGetsWholeCells() {
        assertTrue(Table.of("a").row("x".repeat(500)).toText(0).contains("x".repeat(500)));
    }

    @Property
    void neverExceedsAScreenThatTakesItsHeadings(
            @ForAll List<String> cells, @ForAll @IntRange(min = 4, max = 200) int width) {
        var table = Table.of("a", "b");
        cells.forEach(cell -> table.row(cell.replace("\n", ""), cell.length()));
        table.toText(width).lines().forEach(line -> assertTrue(line.length() <= Math.max(width, 4), line));
    }

    @Test
    void isTheSameAsJson() {
        var json = Table.of("next hop", "label", "up", "targets", "since")
                .row("198.18.0.11", 16, true, List.of("a", "b"), null)
                .toJson();
        assertEquals(
                JsonParser.parseString(
                        "[{'next-hop': '198.18.0.11', 'label': 16, 'up': true, 'targets': ['a', 'b'], 'since': null}]"),
                JsonParser.parseString(json));
        assertEquals("[]\n", Table.of("a").toJson());
    }

    @Test
    void rejectsARowThatDoesNotFit() {
        assertThrows(IllegalArgumentException.class, () -> Table.of("a", "b").row("x"));
    }
}

package net.weftnet.analytics.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.weftnet.analytics.query.JsonQuery.Op;
import net.weftnet.analytics.query.JsonQuery.Term;
import net.weftnet.analytics.store.api.Limits;
import net.weftnet.common.sandesh.api.FlowSample;
import net.weftnet.common.sandesh.api.wire.SandeshHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Random flows and random queries: what the store answers is what going through all rows one by one gives. */
@Timeout(120)
class BruteForceTest {
    private static final int ROWS = 400;
    private static final int QUERIES = 250;
    private static final List<String> NAMES = List.of("a", "ab", "b", "", "a.b");
    private static final List<String> DIMENSIONS =
            List.of("sourcevn", "destvn", "protocol", "sport", "action", "vrouter");

    @TempDir
    Path folder;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final Instant base = Instant.now().minusSeconds(3_000).truncatedTo(ChronoUnit.MICROS);
    private final List<Map<String, Object>> rows = new ArrayList<>();

    @Test
    void answersAsGoingThroughAllRowsDoes() throws Exception {
        try (var store = TestStore.open(folder)) {
            for (int i = 0; i < ROWS; i++) {
                put(store);
            }
            store.awaitRows(ROWS);
            for (int i = 0; i < QUERIES; i++) {
                var query = query();
                var sql = Translator.translate(query);
                assertEquals(expected(query), answer(store, sql), () -> "seed " + seed + ", " + query + "\n" + sql);
            }
        }
    }

    private void put(TestStore store) {
        var time = base.plusMillis(random.nextInt(600_000));
        var source = new FlowSample.End(any(NAMES), "10.0.0.1", random.nextInt(4) * 20_000);
        var destination = new FlowSample.End(any(NAMES), "10.0.0.2", 80);
        var recent = new FlowSample.Volume(random.nextInt(5), random.nextInt(2_000));
        var sample = new FlowSample(
                "f" + random.nextInt(50),
                random.nextBoolean(),
                source,
                destination,
                random.nextInt(3) * 100,
                any(List.of("pass", "drop")),
                "",
                "",
                "",
                "",
                0,
                0,
                recent,
                recent,
                1);
        var node = any(List.of("compute1", "compute2"));
        store.flow(node, time, sample);
        var row = new LinkedHashMap<String, Object>();
        row.put("T", SandeshHeader.micros(time));
        row.put("vrouter", node);
        row.put("sourcevn", source.network());
        row.put("destvn", destination.network());
        row.put("protocol", (long) sample.protocol());
        row.put("sport", (long) source.port());
        row.put("action", sample.action());
        row.put("UuidKey", sample.flow());
        row.put("direction_ing", sample.ingress() ? 1L : 0L);
        row.put("bytes", recent.octets());
        row.put("packets", recent.packets());
        rows.add(row);
    }

    private JsonQuery query() {
        boolean grouped = random.nextBoolean();
        var select = new ArrayList<String>(some(DIMENSIONS));
        if (grouped) {
            select.addAll(
                    List.of("sum(bytes)", "max(packets)", "min(bytes)", "count(bytes)", "avg(packets)", "flow_count"));
            if (random.nextBoolean()) {
                select.add("T=" + (1 + random.nextInt(200)));
            }
        } else {
            select.addAll(List.of("T", "bytes", "UuidKey"));
        }
        var start = base.plusSeconds(random.nextInt(300));
        return new JsonQuery(
                "FlowSeriesTable",
                start,
                start.plusSeconds(random.nextInt(400)),
                select,
                alternatives(List.of("sourcevn", "destvn", "protocol", "sport", "bytes", "vrouter", "T"), true),
                grouped
                        ? alternatives(List.of("sum(bytes)", "flow_count"), false)
                        : alternatives(List.of("sourcevn", "bytes"), true),
                random.nextBoolean() ? Optional.of(random.nextBoolean()) : Optional.empty(),
                List.of(),
                false,
                Optional.empty());
    }

    private List<List<Term>> alternatives(List<String> names, boolean texts) {
        var all = new ArrayList<List<Term>>();
        for (int i = random.nextInt(3); i > 0; i--) {
            var terms = new ArrayList<Term>();
            for (int j = random.nextInt(3); j >= 0; j--) {
                terms.add(term(any(names), texts));
            }
            all.add(terms);
        }
        return all;
    }

    private Term term(String name, boolean texts) {
        boolean isText = List.of("sourcevn", "destvn", "vrouter").contains(name);
        var op = any(List.of(Op.values()));
        if (op == Op.REGEX_MATCH) {
            return new Term(name, op, any(List.of("^a", "b$", ".", "1.*0")), Optional.empty());
        }
        return new Term(name, op, value(name, isText, op), Optional.of(value(name, isText, op)));
    }

    private String value(String name, boolean isText, Op op) {
        if (isText) {
            return name.equals("vrouter") ? any(List.of("compute1", "compute2", "compute")) : any(NAMES);
        }
        return name.equals("T")
                ? Long.toString(SandeshHeader.micros(base) + random.nextInt(600) * 1_000_000L)
                : Integer.toString(random.nextInt(op == Op.PREFIX ? 10 : 2_500));
    }

    private Map<String, Long> expected(JsonQuery query) {
        var found = rows.stream()
                .filter(row -> within(query, row))
                .filter(row -> holds(query.where(), row))
                .toList();
        boolean grouped = query.select().contains("flow_count");
        if (!grouped) {
            return count(found.stream()
                    .filter(row -> holds(query.filter(), row))
                    .map(row -> pick(query.select(), row))
                    .toList());
        }
        var groups = found.stream()
                .collect(Collectors.groupingBy(row -> key(query, row), LinkedHashMap::new, Collectors.toList()));
        if (groups.isEmpty() && query.select().stream().noneMatch(f -> DIMENSIONS.contains(f) || f.startsWith("T="))) {
            groups.put(Map.of(), List.of()); // an aggregate over nothing is a row
        }
        return count(groups.entrySet().stream()
                .map(group -> aggregate(query, group.getKey(), group.getValue()))
                .filter(row -> holds(query.filter(), row))
                .toList());
    }

    private boolean within(JsonQuery query, Map<String, Object> row) {
        long time = (Long) row.get("T");
        return time >= SandeshHeader.micros(query.start())
                && time <= SandeshHeader.micros(query.end())
                && query.ingress()
                        .map(in -> row.get("direction_ing").equals(in ? 1L : 0L))
                        .orElse(true);
    }

    private static boolean holds(List<List<Term>> alternatives, Map<String, Object> row) {
        return alternatives.isEmpty()
                || alternatives.stream().anyMatch(terms -> terms.stream().allMatch(t -> holds(t, row)));
    }

    @SuppressWarnings("unchecked")
    private static boolean holds(Term term, Map<String, Object> row) {
        var cell = row.get(term.name());
        if (cell == null) {
            return term.op() == Op.NOT_EQUAL || term.op() == Op.NOT_IN_RANGE;
        }
        if (term.op() == Op.PREFIX) {
            return cell.toString().startsWith(term.value());
        }
        if (term.op() == Op.REGEX_MATCH) {
            return java.util.regex.Pattern.compile(term.value())
                    .matcher(cell.toString())
                    .find();
        }
        Comparable<Object> value = (Comparable<Object>) cell;
        int low = value.compareTo(cell instanceof Long ? (Object) Long.valueOf(term.value()) : term.value());
        int high = term.upper()
                .map(u -> value.compareTo(cell instanceof Long ? (Object) Long.valueOf(u) : u))
                .orElse(0);
        return switch (term.op()) {
            case EQUAL -> low == 0;
            case NOT_EQUAL -> low != 0;
            case LEQ -> low <= 0;
            case GEQ -> low >= 0;
            case IN_RANGE -> low >= 0 && high <= 0;
            case NOT_IN_RANGE -> !(low >= 0 && high <= 0);
            case PREFIX, REGEX_MATCH -> throw new IllegalStateException();
        };
    }

    private static Map<String, Object> key(JsonQuery query, Map<String, Object> row) {
        var key = new TreeMap<String, Object>();
        for (var field : query.select()) {
            if (field.startsWith("T=")) {
                long width = Long.parseLong(field.substring(2)) * 1_000_000;
                key.put("T=", (Long) row.get("T") / width * width);
            } else if (DIMENSIONS.contains(field)) {
                key.put(field, row.get(field));
            }
        }
        return key;
    }

    private static Map<String, Object> aggregate(
            JsonQuery query, Map<String, Object> key, List<Map<String, Object>> group) {
        var row = new LinkedHashMap<String, Object>();
        for (var field : query.select()) {
            var bytes = group.stream().mapToLong(r -> (Long) r.get("bytes")).summaryStatistics();
            var packets = group.stream().mapToLong(r -> (Long) r.get("packets")).summaryStatistics();
            boolean empty = group.isEmpty();
            switch (field) {
                case "sum(bytes)" -> row.put(field, empty ? null : bytes.getSum());
                case "max(packets)" -> row.put(field, empty ? null : packets.getMax());
                case "min(bytes)" -> row.put(field, empty ? null : bytes.getMin());
                case "count(bytes)" -> row.put(field, bytes.getCount());
                case "avg(packets)" -> row.put(field, empty ? null : packets.getAverage());
                case "flow_count" ->
                    row.put(
                            field,
                            group.stream().map(r -> r.get("UuidKey")).distinct().count());
                default -> {
                    var name = field.startsWith("T=") ? "T=" : field;
                    row.put(name, key.get(name));
                }
            }
        }
        return row;
    }

    private static Map<String, Object> pick(List<String> fields, Map<String, Object> row) {
        var picked = new LinkedHashMap<String, Object>();
        fields.forEach(field -> picked.put(field, row.get(field)));
        return picked;
    }

    /** Rows as a bag: the order of rows that are not sorted does not count. */
    private static Map<String, Long> count(List<Map<String, Object>> found) {
        return found.stream().collect(Collectors.groupingBy(BruteForceTest::text, TreeMap::new, Collectors.counting()));
    }

    private static String text(Map<String, Object> row) {
        return row.values().stream()
                .map(cell -> cell instanceof Double d ? String.format("%.9f", d) : Objects.toString(cell))
                .collect(Collectors.joining("|"));
    }

    private static Map<String, Long> answer(TestStore store, Translator.Sql sql) throws Exception {
        var found = new ArrayList<Map<String, Object>>();
        try (var cursor =
                store.store().query(sql.text(), sql.parameters(), new Limits(Duration.ofSeconds(60), 10_000))) {
            for (var block = cursor.next(); !block.isEmpty(); block = cursor.next()) {
                for (var cells : block) {
                    var row = new LinkedHashMap<String, Object>();
                    for (int i = 0; i < cells.size(); i++) {
                        row.put(i + cursor.columns().get(i), cells.get(i));
                    }
                    found.add(row);
                }
            }
        }
        return count(found);
    }

    private List<String> some(List<String> all) {
        return all.stream().filter(_ -> random.nextInt(3) == 0).toList();
    }

    private <E> E any(List<E> all) {
        return all.get(random.nextInt(all.size()));
    }
}

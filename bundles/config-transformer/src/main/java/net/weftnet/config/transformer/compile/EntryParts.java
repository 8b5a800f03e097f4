package net.weftnet.config.transformer.compile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.weftnet.config.transformer.intent.Data;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.schema.ChoiceNode;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerChild;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.UnkeyedListNode;
import org.opendaylight.yangtools.yang.data.api.schema.ValueNode;

/** What an entry of the compiled state consists of, as an operator reads it: a line for each rule, link, prefix and value. */
public final class EntryParts {
    /** What names the entry, or follows from the rest. */
    private static final Set<String> LEFT_OUT = Set.of("fq-name", "uuid", "access-control-list-hash", "dynamic");

    private EntryParts() {}

    /** {@return the lines of an entry that another state of it does not have; null is an entry that is not there} */
    public static List<String> onlyIn(@Nullable MapEntryNode entry, @Nullable MapEntryNode other) {
        var lines = of(entry);
        lines.removeAll(of(other));
        return List.copyOf(lines);
    }

    private static Set<String> of(@Nullable MapEntryNode entry) {
        var lines = new LinkedHashSet<String>();
        if (entry != null) {
            collect("", entry, lines);
        }
        return lines;
    }

    private static void collect(String prefix, DataContainerNode around, Collection<String> lines) {
        for (var child : inOrder(around)) {
            var name = localName(child);
            switch (child) {
                case ChoiceNode choice -> collect(prefix, choice, lines);
                case DataContainerNode container -> collect(prefix + name + '/', container, lines);
                case LeafSetNode<?> leafs ->
                    leafs.body().stream()
                            .map(leaf -> prefix + name + ' ' + leaf.body())
                            .sorted()
                            .forEach(lines::add);
                case MapNode entries ->
                    entries.body().stream()
                            .map(entry -> prefix + name + ' ' + line(entry))
                            .sorted()
                            .forEach(lines::add);
                case UnkeyedListNode rules ->
                    rules.body().forEach(rule -> lines.add(prefix(prefix, name) + line(name, rule)));
                case ValueNode<?> leaf when !LEFT_OUT.contains(name) -> lines.add(prefix + name + ' ' + leaf.body());
                default -> {}
            }
        }
    }

    /** Rules of access control lists say what they are. */
    private static String prefix(String prefix, String list) {
        return list.equals("acl-rule") ? "" : prefix + list + ' ';
    }

    private static String line(String list, DataContainerNode entry) {
        return list.equals("acl-rule") ? rule(new Data(entry)) : line(entry);
    }

    /** The keys, then what else there is. */
    private static String line(DataContainerNode entry) {
        var words = new ArrayList<String>();
        Collection<Object> keys =
                entry instanceof MapEntryNode keyed ? keyed.name().asMap().values() : List.of();
        keys.forEach(key -> words.add(key.toString()));
        var rest = new ArrayList<String>();
        collect("", entry, rest);
        var keyNames = entry instanceof MapEntryNode keyed
                ? keyed.name().asMap().keySet().stream()
                        .map(name -> name.getLocalName() + ' ')
                        .toList()
                : List.<String>of();
        rest.stream()
                .filter(line -> keyNames.stream().noneMatch(line::startsWith))
                .forEach(words::add);
        return String.join(" ", words);
    }

    private static String rule(Data rule) {
        var match = rule.container("match-condition").orElseThrow();
        var actions = rule.container("action-list").map(Data::node);
        var words = new ArrayList<String>();
        words.add(rule.container("action-list")
                .flatMap(list -> list.text("simple-action"))
                .orElse("pass"));
        words.add(match.text("protocol").orElse("any"));
        words.add(end(match, "src") + " > " + end(match, "dst"));
        match.text("ethertype").ifPresent(words::add);
        actions.ifPresent(list -> {
            var others = new ArrayList<String>();
            collect("", list, others);
            others.stream().filter(line -> !line.startsWith("simple-action ")).forEach(words::add);
        });
        return String.join(" ", words);
    }

    private static String end(Data match, String side) {
        var address = match.container(side + "-address")
                .map(one -> {
                    var lines = new ArrayList<String>();
                    collect("", one.node(), lines);
                    return lines.stream()
                            .map(line -> line.substring(line.indexOf(' ') + 1))
                            .collect(Collectors.joining(","));
                })
                .filter(text -> !text.isEmpty())
                .orElse("local");
        var ports = match.container(side + "-port");
        long first = ports.map(one -> one.number("start-port", 0)).orElse(0L);
        long last = ports.map(one -> one.number("end-port", 65_535)).orElse(65_535L);
        boolean isAll = first <= 0 && (last == 65_535 || last == -1);
        return isAll ? address : address + ' ' + (first == last ? "" + first : first + "-" + last);
    }

    private static List<DataContainerChild> inOrder(DataContainerNode around) {
        return around.body().stream()
                .sorted(Comparator.comparing(EntryParts::localName))
                .map(DataContainerChild.class::cast)
                .toList();
    }

    private static String localName(NormalizedNode node) {
        return node.name().getNodeType().getLocalName();
    }
}

package net.weftnet.config.db.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.weftnet.config.db.validation.xpath.DataNode;
import net.weftnet.config.db.validation.xpath.DataNode.Place;
import net.weftnet.config.db.validation.xpath.SchemaNode;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.model.api.ListSchemaNode;
import org.opendaylight.yangtools.yang.model.api.stmt.UniqueEffectiveStatement;

/**
 * A {@code unique} statement (RFC 7950 section 7.8.3). An entry in which one of the leafs is absent and has no default is
 * not compared.
 */
record UniqueRule(SchemaNode list, List<SchemaNode> leafs) {

    /** The values of an entry, among the entries of one list. */
    record Key(UniqueRule rule, Place list, List<String> values) {}

    static List<UniqueRule> read(SchemaNode root) {
        var rules = new ArrayList<UniqueRule>();
        for (var node : root.children().values()) {
            if (node.statement() instanceof ListSchemaNode list) {
                list.getUniqueConstraints().forEach(unique -> rules.add(of(node, unique)));
            }
            rules.addAll(read(node));
        }
        return rules;
    }

    private static UniqueRule of(SchemaNode list, UniqueEffectiveStatement unique) {
        var leafs = unique.argument().stream()
                .map(path -> {
                    var node = list;
                    for (QName step : path.getNodeIdentifiers()) {
                        // Steps that are no nodes of data are choices and cases.
                        node = node.children().getOrDefault(step, node);
                    }
                    return node;
                })
                .toList();
        return new UniqueRule(list, leafs);
    }

    Optional<Key> key(DataNode entry) {
        var values = new ArrayList<String>();
        for (var leaf : leafs) {
            var node = Optional.of(entry);
            for (int depth = list.depth() + 1; depth <= leaf.depth(); depth++) {
                var kind = leaf.ancestor(depth);
                node = node.flatMap(at -> at.children(kind).stream().findFirst());
            }
            if (node.isEmpty()) {
                return Optional.empty();
            }
            values.add(node.get().text());
        }
        var place = entry.place();
        return Optional.of(new Key(this, place.ancestor(list.depth() - 1), values));
    }

    Stream<SchemaNode> looksAt() {
        return Stream.concat(Stream.of(list), leafs.stream());
    }

    String names() {
        return leafs.stream().map(leaf -> leaf.name().getLocalName()).collect(Collectors.joining(" and "));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}

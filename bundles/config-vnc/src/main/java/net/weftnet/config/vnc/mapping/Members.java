package net.weftnet.config.vnc.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import net.weftnet.config.db.api.Extensions;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.model.api.ChoiceSchemaNode;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ListSchemaNode;

/** The members that containers and list entries have in JSON, in the order of the schema; read once for each. Thread-safe. */
final class Members {
    private final Map<DataNodeContainer, Map<String, Member>> known = new ConcurrentHashMap<>();

    /** {@return the members of a node, by their names} */
    Map<String, Member> of(DataNodeContainer node) {
        return known.computeIfAbsent(node, Members::read);
    }

    private static Map<String, Member> read(DataNodeContainer node) {
        var members = new LinkedHashMap<String, Member>();
        for (var member : members(node.getChildNodes().stream(), List.of()).toList()) {
            if (members.put(member.name(), member) != null) {
                throw new IllegalArgumentException(node + " has two nodes that are " + member.name() + " in JSON");
            }
        }
        return members;
    }

    private static Stream<Member> members(Stream<? extends DataSchemaNode> nodes, List<NodeIdentifier> choices) {
        return nodes.filter(node -> !Extensions.isInternal(node)).flatMap(node -> switch (node) {
            case ChoiceSchemaNode choice ->
                members(
                        choice.getCases().stream().flatMap(one -> one.getChildNodes().stream()),
                        within(choices, choice));
            default -> Stream.of(new Member(Member.jsonName(node), node, choices));
        });
    }

    private static List<NodeIdentifier> within(List<NodeIdentifier> choices, ChoiceSchemaNode choice) {
        var longer = new ArrayList<>(choices);
        longer.add(new NodeIdentifier(choice.getQName()));
        return List.copyOf(longer);
    }

    /** {@return the key of a list that JSON does not show, where an entry is told by its place} */
    static Optional<QName> hiddenKey(ListSchemaNode list) {
        return list.getKeyDefinition().stream()
                .filter(key -> Extensions.isInternal(list.getDataChildByName(key)))
                .findFirst();
    }
}

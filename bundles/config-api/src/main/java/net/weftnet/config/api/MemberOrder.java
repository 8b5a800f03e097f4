package net.weftnet.config.api;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;

/**
 * The order in which members are written, the same in every process: first those that stand in the node itself, as they do
 * there, then those of groupings and augmentations, by name. The parser of YANG adds the latter in an order that differs from one
 * start to the next.
 */
final class MemberOrder {
    private static final Comparator<DataSchemaNode> OWN_FIRST = Comparator.comparing(MemberOrder::isAdded);
    private static final Comparator<DataSchemaNode> ADDED_BY_NAME =
            Comparator.comparing(child -> isAdded(child) ? name(child.getQName()) : "");

    private final Map<DataNodeContainer, List<DataSchemaNode>> known = new HashMap<>();

    List<DataSchemaNode> of(DataNodeContainer schema) {
        return known.computeIfAbsent(schema, MemberOrder::sorted);
    }

    private static List<DataSchemaNode> sorted(DataNodeContainer schema) {
        return schema.getChildNodes().stream()
                .<DataSchemaNode>map(child -> child)
                .sorted(OWN_FIRST.thenComparing(ADDED_BY_NAME))
                .toList();
    }

    private static boolean isAdded(DataSchemaNode child) {
        return child.isAddedByUses() || child.isAugmenting();
    }

    private static String name(QName name) {
        return name.getLocalName() + ' ' + name.getNamespace();
    }
}

package net.weftnet.config.transformer.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.config.db.api.Extensions;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ChoiceNode;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.UnkeyedListNode;
import org.opendaylight.yangtools.yang.data.api.schema.UserLeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.UserMapNode;
import org.opendaylight.yangtools.yang.model.api.CaseSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ChoiceSchemaNode;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.TypeDefinition;
import org.opendaylight.yangtools.yang.model.api.TypedDataSchemaNode;

/**
 * Data as OpenContrail's XML has it: elements of the schema's names in the order of the schema, entries of a list as
 * elements of the same name, and a subnet in two elements. Nodes that are internal are left out.
 */
final class XmlValues {
    private static final String TYPES = "urn:weftnet:types";
    private static final String SUBNET = "subnet";

    /** The nodes of a container or list that are not internal; looked up once. */
    private static final Map<DataNodeContainer, List<Visible>> VISIBLE =
            Collections.synchronizedMap(new WeakHashMap<>());

    /** The nodes of all cases of a choice. */
    private static final Map<ChoiceSchemaNode, List<Visible>> CASES = Collections.synchronizedMap(new WeakHashMap<>());

    private record Visible(DataSchemaNode schema, NodeIdentifier name) {}

    private XmlValues() {}

    /** {@return the elements of one node of the schema in some data} */
    static List<XmlElement> elements(DataSchemaNode schema, DataContainerNode around) {
        return elements(schema, around.childByArg(new NodeIdentifier(schema.getQName())));
    }

    private static List<XmlElement> elements(DataSchemaNode schema, @Nullable NormalizedNode data) {
        var name = schema.getQName().getLocalName();
        return switch (data) {
            case null -> List.of();
            case LeafNode<?> leaf -> List.of(value(name, (TypedDataSchemaNode) schema, leaf.body()));
            case UserLeafSetNode<?> leafs -> values(name, schema, leafs.body());
            case LeafSetNode<?> leafs -> sorted(values(name, schema, leafs.body()));
            case UserMapNode list -> entries(name, schema, list.body());
            case MapNode list -> sorted(entries(name, schema, list.body()));
            case UnkeyedListNode list -> entries(name, schema, list.body());
            case ChoiceNode choice -> choiceElements((ChoiceSchemaNode) schema, choice);
            case DataContainerNode container -> entries(name, schema, List.of(container));
            default -> throw new IllegalStateException("No XML for " + data.contract());
        };
    }

    private static List<XmlElement> values(
            String name, DataSchemaNode schema, Collection<? extends LeafSetEntryNode<?>> leafs) {
        return leafs.stream()
                .map(leaf -> value(name, (TypedDataSchemaNode) schema, leaf.body()))
                .toList();
    }

    /** Where order means nothing, that of the tree depends on how it came about, which is not the same on every node. */
    private static List<XmlElement> sorted(List<XmlElement> elements) {
        return elements.size() < 2
                ? elements
                : elements.stream()
                        .sorted(Comparator.comparing(XmlElement::toString))
                        .toList();
    }

    private static List<XmlElement> entries(
            String name, DataSchemaNode schema, Collection<? extends DataContainerNode> entries) {
        return entries.stream()
                .map(entry -> XmlElement.of(name, visibleChildren((DataNodeContainer) schema, entry)))
                .toList();
    }

    private static List<XmlElement> visibleChildren(DataNodeContainer schema, DataContainerNode around) {
        return elements(VISIBLE.computeIfAbsent(schema, XmlValues::visible), around);
    }

    private static List<Visible> visible(DataNodeContainer schema) {
        return visible(schema.getChildNodes());
    }

    private static List<Visible> visible(Collection<? extends DataSchemaNode> schemas) {
        return schemas.stream()
                .filter(child -> !Extensions.isInternal(child))
                .map(child -> new Visible(child, new NodeIdentifier(child.getQName())))
                .toList();
    }

    /** Most nodes that there can be are not there. */
    private static List<XmlElement> elements(List<Visible> schemas, DataContainerNode around) {
        var found = new ArrayList<XmlElement>();
        for (var schema : schemas) {
            var data = around.childByArg(schema.name());
            if (data != null) {
                found.addAll(elements(schema.schema(), data));
            }
        }
        return found;
    }

    /** {@return the attribute of a link, from the nodes that make it} */
    static XmlElement attribute(Collection<? extends DataSchemaNode> schemas, DataContainerNode around) {
        var elements = elements(visible(schemas), around);
        boolean isInline =
                schemas.size() == 1 && Extensions.isInline(schemas.iterator().next());
        return isInline && elements.size() == 1
                ? elements.getFirst().withName("value")
                : XmlElement.of("value", elements);
    }

    private static List<XmlElement> choiceElements(ChoiceSchemaNode schema, ChoiceNode choice) {
        return elements(CASES.computeIfAbsent(schema, XmlValues::ofCases), choice);
    }

    private static List<Visible> ofCases(ChoiceSchemaNode schema) {
        Stream<? extends CaseSchemaNode> cases = schema.getCases().stream();
        return cases.flatMap(one -> one.getChildNodes().stream())
                .map(child -> new Visible(child, new NodeIdentifier(child.getQName())))
                .toList();
    }

    private static XmlElement value(String name, TypedDataSchemaNode schema, Object value) {
        if (!isSubnet(schema.getType())) {
            return XmlElement.ofText(name, value.toString());
        }
        var prefix = IpPrefix.parse(value.toString());
        return XmlElement.of(
                name,
                XmlElement.ofText("ip-prefix", prefix.address().toString()),
                XmlElement.ofText("ip-prefix-len", Integer.toString(prefix.length())));
    }

    private static boolean isSubnet(@Nullable TypeDefinition<?> type) {
        return type != null
                && (type.getQName().getLocalName().equals(SUBNET)
                                && type.getQName().getNamespace().toString().equals(TYPES)
                        || isSubnet(type.getBaseType()));
    }
}

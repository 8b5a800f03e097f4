package net.weftnet.config.api;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ChoiceNode;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNodeContainer;
import org.opendaylight.yangtools.yang.data.api.schema.UnkeyedListNode;
import org.opendaylight.yangtools.yang.model.api.CaseSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ChoiceSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ContainerSchemaNode;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.LeafListSchemaNode;
import org.opendaylight.yangtools.yang.model.api.LeafSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ListSchemaNode;
import org.opendaylight.yangtools.yang.model.util.SchemaInferenceStack;

/**
 * Hands data to an output, always in the same order: keys first, members in their {@link MemberOrder}, entries that the system
 * orders by their keys. What a retrieval asks for is decided on the way, so that nothing is copied and memory does not grow with the data.
 */
final class DataWalk {

    private final SchemaInferenceStack at;
    private final DataOutput out;
    private final Defaults defaults;
    private final MemberOrder order = new MemberOrder();

    /**
     * A walk.
     *
     * @param at where in the schema the walk is: the node around what is to be written
     */
    DataWalk(SchemaInferenceStack at, DataOutput out, Defaults defaults) {
        this.at = at;
        this.out = out;
        this.defaults = defaults;
    }

    /**
     * Writes one resource, or a whole list.
     *
     * @param isDefault whether it is a leaf that nobody set
     */
    void resource(NormalizedNode node, Extract extract, boolean isDefault) throws IOException {
        var name = node.name().getNodeType();
        at.enterDataTree(name);
        switch (node) {
            case LeafNode<?> leaf -> out.leaf(name, leaf.body(), isDefault && defaults.tags());
            // An entry is sent as its list is (RFC 7951 sections 5.3 and 5.4).
            case MapEntryNode entry -> {
                out.beginList(name);
                entry(entry, extract);
                out.endList();
            }
            case LeafSetEntryNode<?> entry -> {
                out.beginLeafList(name);
                out.value(name, entry.body(), false);
                out.endLeafList(name, false);
            }
            default -> content(node, extract);
        }
        at.exitToDataTree();
    }

    /** Writes the members of a node, which the walk is at. */
    void members(DataContainerNode node, DataNodeContainer schema, Extract extract) throws IOException {
        if (node instanceof MapEntryNode entry && schema instanceof ListSchemaNode list) {
            for (var key : list.getKeyDefinition()) {
                if (entry.childByArg(new NodeIdentifier(key)) instanceof LeafNode<?> leaf) {
                    at.enterDataTree(key);
                    out.leaf(key, leaf.body(), false);
                    at.exitToDataTree();
                }
            }
            members(node, schema, extract, entry.name().keySet());
        } else {
            members(node, schema, extract, Set.of());
        }
    }

    private void members(
            @Nullable DataContainerNode node, DataNodeContainer schema, Extract extract, Set<QName> written)
            throws IOException {
        for (var child : order.of(schema)) {
            var value = node == null ? null : node.childByArg(new NodeIdentifier(child.getQName()));
            if (child instanceof ChoiceSchemaNode choice) {
                choice((@Nullable ChoiceNode) value, choice, extract);
            } else if (!written.contains(child.getQName())) {
                var part = extract.child(child.getQName());
                if (part.isPresent()) {
                    member(value, child, part.get());
                }
            }
        }
    }

    /** Choices and cases have no place in either encoding. */
    private void choice(@Nullable ChoiceNode chosen, ChoiceSchemaNode choice, Extract extract) throws IOException {
        if (chosen != null) {
            for (var option : choice.getCases()) {
                if (isChosen(option, chosen)) {
                    members(chosen, option, extract, Set.of());
                }
            }
        } else if (defaults.reports() && Defaults.areBelow(choice)) {
            members(null, choice.getDefaultCase().orElseThrow(), extract, Set.of());
        }
    }

    private static boolean isChosen(CaseSchemaNode option, ChoiceNode chosen) {
        return option.getChildNodes().stream()
                .anyMatch(child -> chosen.childByArg(new NodeIdentifier(child.getQName())) != null);
    }

    private void member(@Nullable NormalizedNode value, DataSchemaNode schema, Extract extract) throws IOException {
        // A list without entries is no list.
        boolean isAbsent =
                value == null || Collection.isCollection(value) && ((NormalizedNodeContainer<?>) value).isEmpty();
        if (isAbsent && !(defaults.reports() && Defaults.areBelow(schema))) {
            return;
        }
        at.enterDataTree(schema.getQName());
        if (isAbsent || value == null) {
            implied(schema, extract);
        } else if (!isTrimmed(value, schema)) {
            content(value, extract);
        }
        at.exitToDataTree();
    }

    private boolean isTrimmed(NormalizedNode value, DataSchemaNode schema) {
        return defaults.trims()
                && schema instanceof LeafSchemaNode leaf
                && defaults.of(leaf, at).filter(value.body()::equals).isPresent();
    }

    /** Writes what is in use without being stored. */
    private void implied(DataSchemaNode schema, Extract extract) throws IOException {
        var name = schema.getQName();
        switch (schema) {
            case LeafSchemaNode leaf -> out.leaf(name, defaults.of(leaf, at).orElseThrow(), defaults.tags());
            case LeafListSchemaNode list -> {
                out.beginLeafList(name);
                for (var text : list.getDefaults()) {
                    var codec = defaults.databind().jsonCodecs().codecFor(list, at);
                    out.value(name, codec.parseValue(text.toString()), defaults.tags());
                }
                out.endLeafList(name, defaults.tags());
            }
            case ContainerSchemaNode container -> {
                out.beginContainer(name);
                members(null, container, extract, Set.of());
                out.endContainer();
            }
            default -> throw new IllegalStateException("No default: " + schema);
        }
    }

    private void content(NormalizedNode node, Extract extract) throws IOException {
        var name = node.name().getNodeType();
        switch (node) {
            case LeafNode<?> leaf -> out.leaf(name, leaf.body(), false);
            case LeafSetNode<?> list -> {
                out.beginLeafList(name);
                for (var entry : Entries.inOrder(list)) {
                    out.value(name, entry.body(), false);
                }
                out.endLeafList(name, false);
            }
            case MapNode list -> list(name, Entries.inOrder(list), extract);
            case UnkeyedListNode list -> list(name, list.body(), extract);
            case DataContainerNode container -> {
                out.beginContainer(name);
                members(container, (DataNodeContainer) at.currentStatement(), extract);
                out.endContainer();
            }
            default -> throw new IllegalStateException("Nothing to send: " + node.contract());
        }
    }

    private void list(QName name, Iterable<? extends DataContainerNode> entries, Extract extract) throws IOException {
        out.beginList(name);
        for (var entry : entries) {
            entry(entry, extract);
        }
        out.endList();
    }

    private void entry(DataContainerNode entry, Extract extract) throws IOException {
        out.beginEntry(entry.name().getNodeType());
        members(entry, (DataNodeContainer) at.currentStatement(), extract);
        out.endEntry();
    }
}

package net.weftnet.config.db.validation.xpath;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.common.Empty;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeWithValue;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.PathArgument;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNodeContainer;
import org.opendaylight.yangtools.yang.data.api.schema.UnkeyedListNode;
import org.opendaylight.yangtools.yang.data.api.schema.ValueNode;
import org.opendaylight.yangtools.yang.model.api.WhenConditionAware;

/**
 * A node of the accessible tree (RFC 7950 section 6.4.1): one that is stored, or a container without presence or a default
 * that is in use. Made when it is looked at; two of them are equal when they are the same place.
 */
public final class DataNode {
    private final SchemaNode schema;
    private final @Nullable DataNode parent;
    private final @Nullable PathArgument name;
    private final @Nullable NormalizedNode data;

    private DataNode(
            SchemaNode schema, @Nullable DataNode parent, @Nullable PathArgument name, @Nullable NormalizedNode data) {
        this.schema = schema;
        this.parent = parent;
        this.name = name;
        this.data = data;
    }

    /** {@return the root over all data} */
    public static DataNode root(SchemaNode schema, @Nullable NormalizedNode data) {
        return new DataNode(schema, null, null, data);
    }

    public SchemaNode schema() {
        return schema;
    }

    public Optional<DataNode> parent() {
        return Optional.ofNullable(parent);
    }

    /** {@return whether the node is in the store, not only implied} */
    public boolean isStored() {
        return data != null && !(schema.isStructure() && data instanceof DataContainerNode inner && inner.isEmpty());
    }

    /** {@return what is stored} */
    public @Nullable NormalizedNode data() {
        return data;
    }

    /** {@return the node at this depth on the way from the root to here} */
    public DataNode ancestor(int depth) {
        var node = this;
        while (node.parent != null && node.schema.depth() > depth) {
            node = node.parent;
        }
        return node;
    }

    /** {@return all children of a kind, in order} */
    public List<DataNode> children(SchemaNode kind) {
        return switch (holder(kind)) {
            case null -> implied(kind).map(List::of).orElse(List.of());
            case MapNode list -> all(kind, list);
            case UnkeyedListNode list -> numbered(kind, list);
            case LeafSetNode<?> list -> all(kind, list);
            case NormalizedNode one -> List.of(new DataNode(kind, this, one.name(), one));
        };
    }

    private List<DataNode> all(SchemaNode kind, NormalizedNodeContainer<?> list) {
        var found = new ArrayList<DataNode>(list.size());
        for (var entry : list.body()) {
            found.add(new DataNode(kind, this, entry.name(), entry));
        }
        return found;
    }

    /** Entries without keys are told apart by their place in the list. */
    private List<DataNode> numbered(SchemaNode kind, UnkeyedListNode list) {
        var found = new ArrayList<DataNode>(list.size());
        for (var entry : list.body()) {
            var name = NodeIdentifierWithPredicates.of(kind.name(), kind.name(), found.size());
            found.add(new DataNode(kind, this, name, entry));
        }
        return found;
    }

    /** {@return the child of this name} */
    public Optional<DataNode> child(SchemaNode kind, PathArgument named) {
        return switch (holder(kind)) {
            case null -> implied(kind).filter(node -> named.equals(node.name));
            case MapNode list ->
                Optional.ofNullable(list.childByArg((NodeIdentifierWithPredicates) named))
                        .map(entry -> new DataNode(kind, this, named, entry));
            case NormalizedNode _ ->
                children(kind).stream().filter(node -> named.equals(node.name)).findFirst();
        };
    }

    /** {@return the list, the leaf-list or the single node that is stored} */
    public @Nullable NormalizedNode holder(SchemaNode kind) {
        var holder = data;
        for (var branch : kind.branches()) {
            holder = inside(holder, branch.choice().getQName());
        }
        return holder instanceof DataContainerNode container ? container.childByArg(kind.identifier()) : null;
    }

    private static @Nullable NormalizedNode inside(@Nullable NormalizedNode holder, QName child) {
        return holder instanceof DataContainerNode container ? container.childByArg(new NodeIdentifier(child)) : null;
    }

    private Optional<DataNode> implied(SchemaNode kind) {
        boolean isImplied = kind.isStructure()
                || kind.defaultText().isPresent()
                        && !(kind.statement() instanceof WhenConditionAware aware
                                && aware.getWhenCondition().isPresent());
        return isImplied && isInUse(kind)
                ? Optional.of(new DataNode(kind, this, kind.identifier(), null))
                : Optional.empty();
    }

    /** {@return a child that is not there, for a condition to be asked of (RFC 7950 section 7.21.5)} */
    public DataNode placeholder(SchemaNode kind) {
        return new DataNode(kind, this, new NodeIdentifier(kind.name()), null);
    }

    /** {@return whether a child of this kind is in no case, or in one of which something is there} */
    public boolean isInChosenCase(SchemaNode kind) {
        var holder = data;
        for (var branch : kind.branches()) {
            var chosen = inside(holder, branch.choice().getQName());
            if (chosen == null
                    || branch.inCase().getChildNodes().stream()
                            .allMatch(child -> inside(chosen, child.getQName()) == null)) {
                return false;
            }
            holder = chosen;
        }
        return true;
    }

    /** In a case, defaults are in use when the case is chosen, or no case is and it is the default. */
    private boolean isInUse(SchemaNode kind) {
        var holder = data;
        for (var branch : kind.branches()) {
            holder = inside(holder, branch.choice().getQName());
            var chosen = holder;
            boolean isChosen = chosen == null
                    ? branch.isDefault()
                    : branch.inCase().getChildNodes().stream()
                            .anyMatch(child -> inside(chosen, child.getQName()) != null);
            if (!isChosen) {
                return false;
            }
        }
        return true;
    }

    /** {@return the value of a leaf as the modules type it; null when it is only a default} */
    public @Nullable Object value() {
        return data instanceof ValueNode<?> leaf ? leaf.body() : null;
    }

    /** {@return the string-value; of what is no leaf it is empty} */
    public String text() {
        return switch (value()) {
            case null ->
                schema.isRoot() || data != null ? "" : schema.defaultText().orElse("");
            case Empty _ -> "";
            case byte[] octets -> Base64.getEncoder().encodeToString(octets);
            case Set<?> bits -> bits.stream().map(Object::toString).collect(Collectors.joining(" "));
            case QName identity -> identity.getLocalName();
            case Object other -> other.toString();
        };
    }

    /** {@return where the node is} */
    public Place place() {
        var names = new ArrayList<PathArgument>();
        for (var node = this; node.parent != null && node.name != null; node = node.parent) {
            names.add(node.name);
        }
        Collections.reverse(names);
        return new Place(schema, names);
    }

    /** {@return the path of the node in the tree, with choices and lists as steps of their own} */
    public YangInstanceIdentifier path() {
        if (parent == null || name == null) {
            return YangInstanceIdentifier.of();
        }
        var path = parent.path();
        for (var branch : schema.branches()) {
            path = path.node(branch.choice().getQName());
        }
        return name instanceof NodeIdentifier
                ? path.node(name)
                : path.node(schema.name()).node(name);
    }

    /** Where a node is, in any version of the tree: the name at each depth. */
    public record Place(SchemaNode schema, List<PathArgument> names) {
        public Place {
            names = List.copyOf(names);
        }

        /** {@return the place above it, at a depth} */
        public Place ancestor(int depth) {
            return depth >= names.size() ? this : new Place(schema.ancestor(depth), names.subList(0, depth));
        }

        /** As an operator writes it: {@code /net/port[name='a']/speed}. */
        @Override
        public String toString() {
            var text = new StringBuilder();
            for (var name : names) {
                text.append('/').append(name.getNodeType().getLocalName());
                switch (name) {
                    case NodeIdentifierWithPredicates entry ->
                        entry.entrySet().forEach(key -> text.append('[')
                                .append(key.getKey().getLocalName())
                                .append("='")
                                .append(key.getValue())
                                .append("']"));
                    case NodeWithValue<?> entry ->
                        text.append("[.='").append(entry.getValue()).append("']");
                    default -> {}
                }
            }
            return text.toString();
        }

        /** {@return the node at this place of a tree} */
        public Optional<DataNode> in(DataNode root) {
            var found = Optional.of(root);
            for (int i = 0; i < names.size() && found.isPresent(); i++) {
                var kind = schema.ancestor(i + 1);
                var name = names.get(i);
                found = found.flatMap(node -> node.child(kind, name));
            }
            return found;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DataNode node && place().equals(node.place());
    }

    @Override
    public int hashCode() {
        return place().hashCode();
    }

    @Override
    public String toString() {
        return path().toString();
    }
}

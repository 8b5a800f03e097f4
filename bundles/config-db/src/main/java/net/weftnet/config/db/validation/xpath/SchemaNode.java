package net.weftnet.config.db.validation.xpath;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.model.api.CaseSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ChoiceSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ContainerSchemaNode;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.model.api.LeafSchemaNode;
import org.opendaylight.yangtools.yang.model.api.NotificationDefinition;

/** A kind of node that XPath sees. Choices and cases are not among them; a node knows which it is in. */
public final class SchemaNode {
    private final @Nullable SchemaNode parent;
    private final @Nullable DataSchemaNode statement;
    private final List<Branch> branches;
    private final int depth;
    private final boolean isStructure;
    private final Optional<String> defaultText;
    private final @Nullable NodeIdentifier identifier;
    private final Map<QName, SchemaNode> children = new LinkedHashMap<>();

    /** A case on the way from the parent to a node, outer before inner. */
    public record Branch(ChoiceSchemaNode choice, CaseSchemaNode inCase) {
        boolean isDefault() {
            return choice.getDefaultCase().filter(inCase::equals).isPresent();
        }
    }

    private SchemaNode(@Nullable SchemaNode parent, @Nullable DataSchemaNode statement, List<Branch> branches) {
        this.parent = parent;
        this.statement = statement;
        this.branches = List.copyOf(branches);
        depth = parent == null ? 0 : parent.depth + 1;
        isStructure = statement instanceof ContainerSchemaNode container && !container.isPresenceContainer();
        defaultText = statement instanceof LeafSchemaNode leaf
                ? leaf.getType().getDefaultValue().map(Object::toString)
                : Optional.empty();
        identifier = statement == null ? null : new NodeIdentifier(statement.getQName());
    }

    /** {@return the root, above all configuration of some modules} */
    public static SchemaNode of(EffectiveModelContext modules) {
        var root = new SchemaNode(null, null, List.of());
        modules.getModules().forEach(module -> root.addAll(module, List.of()));
        return root;
    }

    /** {@return the root of a document that has one notification and nothing else} */
    public static SchemaNode of(NotificationDefinition notification) {
        var root = new SchemaNode(null, null, List.of());
        var node = new SchemaNode(root, notification.toContainerLike(), List.of());
        root.children.put(notification.getQName(), node);
        node.addAll(notification, List.of());
        return root;
    }

    private void addAll(DataNodeContainer container, List<Branch> within) {
        for (var child : container.getChildNodes()) {
            if (!child.effectiveConfig().orElse(true)) {
                continue;
            }
            if (child instanceof ChoiceSchemaNode choice) {
                for (var one : choice.getCases()) {
                    var branches = new ArrayList<>(within);
                    branches.add(new Branch(choice, one));
                    addAll(one, branches);
                }
            } else {
                var node = new SchemaNode(this, child, within);
                children.put(child.getQName(), node);
                if (child instanceof DataNodeContainer inner) {
                    node.addAll(inner, List.of());
                }
            }
        }
    }

    public Optional<SchemaNode> parent() {
        return Optional.ofNullable(parent);
    }

    /** {@return how many nodes are above} */
    public int depth() {
        return depth;
    }

    public List<Branch> branches() {
        return branches;
    }

    public Map<QName, SchemaNode> children() {
        return children;
    }

    /** {@return the statement; the root has none} */
    public DataSchemaNode statement() {
        return Objects.requireNonNull(statement);
    }

    public boolean isRoot() {
        return statement == null;
    }

    public QName name() {
        return identifier().getNodeType();
    }

    /** {@return the name as a step of a path} */
    public NodeIdentifier identifier() {
        return Objects.requireNonNull(identifier);
    }

    /** {@return whether the node is there whenever its parent is} */
    public boolean isStructure() {
        return isStructure;
    }

    /** {@return the default of a leaf} */
    public Optional<String> defaultText() {
        return defaultText;
    }

    /** {@return the node at this depth on the way from the root to here} */
    public SchemaNode ancestor(int atDepth) {
        var node = this;
        while (node.depth > atDepth) {
            node = Objects.requireNonNull(node.parent);
        }
        return node;
    }

    @Override
    public String toString() {
        return parent == null ? "" : parent + "/" + name().getLocalName();
    }
}

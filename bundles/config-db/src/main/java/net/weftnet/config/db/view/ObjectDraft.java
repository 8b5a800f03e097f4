package net.weftnet.config.db.view;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.api.ObjectChange;
import net.weftnet.config.db.api.ObjectKey;
import net.weftnet.config.db.api.ObjectType;
import net.weftnet.config.db.api.Reference;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerChild;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;

/** An object that a change creates or alters, while what was left out is filled in. */
public final class ObjectDraft {
    private final ObjectChange change;
    private final Map<NodeIdentifier, DataContainerChild> filled = new LinkedHashMap<>();
    private DataContainerNode data;
    private @Nullable Facts facts;

    ObjectDraft(ObjectChange change, DataContainerNode after) {
        this.change = change;
        data = after;
    }

    /** {@return the type of the object} */
    public ObjectType type() {
        return change.type();
    }

    /** {@return which object it is} */
    public ObjectKey key() {
        return change.key();
    }

    /** {@return where the object is in the tree} */
    public YangInstanceIdentifier path() {
        return change.path();
    }

    /** {@return the object as it will be} */
    public DataContainerNode data() {
        return data;
    }

    /** {@return what the index is to know of the object as it will be} */
    Facts facts() {
        var known = facts;
        if (known == null) {
            known = Facts.of(type(), path(), data);
            facts = known;
        }
        return known;
    }

    /** {@return the object as it was; null when it is new} */
    public @Nullable DataContainerNode before() {
        return change.before();
    }

    /** {@return the value of a leaf of the object} */
    public Optional<Object> leaf(QName name) {
        return leaf(data, name);
    }

    /** {@return the value of a leaf of the object} */
    public Optional<Object> leaf(String name) {
        return leaf(QName.create(type().qname(), name));
    }

    /** {@return the value that a leaf of the object had before} */
    public Optional<Object> leafBefore(QName name) {
        return change.before() == null ? Optional.empty() : leaf(change.before(), name);
    }

    /** {@return the value of a leaf} */
    public static Optional<Object> leaf(DataContainerNode node, QName name) {
        return node.childByArg(new NodeIdentifier(name)) instanceof LeafNode<?> leaf
                ? Optional.of(leaf.body())
                : Optional.empty();
    }

    /** {@return the object that a reference to just one names} */
    public Optional<ObjectKey> target(String reference) {
        return type().reference(reference).flatMap(r -> target(data, r));
    }

    /** {@return the object that a reference to just one names} */
    public static Optional<ObjectKey> target(DataContainerNode data, Reference reference) {
        return leaf(data, reference.path().steps().getFirst())
                .map(fqName -> new ObjectKey(reference.targetTypes().iterator().next(), (String) fqName));
    }

    /** Fills in a leaf. */
    public void fill(QName leaf, Object value) {
        fill(ImmutableNodes.leafNode(leaf, value));
    }

    /** Fills in, or replaces, a child of the object. */
    public void fill(DataContainerChild child) {
        filled.put(child.name(), child);
        facts = null;
        data = switch (data) {
            case MapEntryNode entry ->
                ImmutableNodes.builderFactory()
                        .newMapEntryBuilder(entry)
                        .withChild(child)
                        .build();
            case ContainerNode container ->
                ImmutableNodes.builderFactory()
                        .newContainerBuilder(container)
                        .withChild(child)
                        .build();
            default -> throw new IllegalStateException("No object is a " + data.contract());
        };
    }

    /** {@return a refusal of this object} */
    public ConfigException refusal(Kind kind, String reason) {
        return refusal(kind, reason, Optional.empty());
    }

    /**
     * {@return a refusal of this object}
     *
     * @param appTag an {@code error-app-tag}
     */
    ConfigException refusal(Kind kind, String reason, Optional<String> appTag) {
        return new ConfigException(kind, path(), key() + ": " + reason, appTag);
    }

    boolean isFilled() {
        return !filled.isEmpty();
    }

    void writeFilled(DataTreeModification tree) {
        filled.forEach((name, child) -> tree.write(path().node(name), child));
    }
}

package net.weftnet.config.db.api;

import java.util.List;
import java.util.Optional;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;

/**
 * A type of objects, in one place of the hierarchy: a type whose objects may have parents of several types has one of these
 * for each place where its list is.
 *
 * @param name the type's name, for example {@code virtual-network}
 * @param qname the list or container of the objects
 * @param node the schema of one object
 * @param key the leaf that names an object within its parent; none for a singleton, which is named {@code default-<type>}
 * @param isIdentity whether the entries are the objects; otherwise they add to objects that are elsewhere, which their
 *     key refers to
 * @param parent where objects hang in the hierarchy
 * @param parentLink the name of the link from the parent; empty without a parent, and when a
 *     reference names the parent
 * @param properties what is in an object besides its names, children and references, in the order of the schema
 * @param references the references of an object, in the order of the schema
 * @param uniqueNumbers the leafs that get a unique number
 * @param uniqueValues the leafs whose values are unique
 * @param children the types of objects inside an object of this type
 */
public record ObjectType(
        String name,
        QName qname,
        DataNodeContainer node,
        Optional<QName> key,
        boolean isIdentity,
        Parent parent,
        String parentLink,
        List<DataSchemaNode> properties,
        List<Reference> references,
        List<UniqueNumber> uniqueNumbers,
        List<UniqueValue> uniqueValues,
        List<ObjectType> children) {

    public ObjectType {
        properties = List.copyOf(properties);
        references = List.copyOf(references);
        uniqueNumbers = List.copyOf(uniqueNumbers);
        uniqueValues = List.copyOf(uniqueValues);
        children = List.copyOf(children);
    }

    /** Where an object hangs in the hierarchy. */
    public sealed interface Parent {
        /** Below {@code config-root:root}. */
        record Root() implements Parent {}

        /** Below the object around it. */
        record Enclosing(String type) implements Parent {}

        /** Below an object that is always there. */
        record Fixed(String type, String fqName) implements Parent {}

        /** Below the object that one of these references names. */
        record Referred(List<Reference> owners) implements Parent {
            public Referred {
                owners = List.copyOf(owners);
            }
        }

        /** Nowhere. */
        record None() implements Parent {}
    }

    /**
     * A leaf with a unique number.
     *
     * @param leaf the leaf
     * @param series what the number is unique in
     * @param first the smallest number
     * @param last the largest number
     */
    public record UniqueNumber(QName leaf, String series, long first, long last) {}

    /**
     * A leaf or leaf-list with unique values.
     *
     * @param path where the leaf is
     * @param within the name of the reference that must be to the same object for two values to be compared
     */
    public record UniqueValue(LeafPath path, String within) {}

    /** {@return the reference of this name} */
    public Optional<Reference> reference(String name) {
        return references.stream().filter(r -> r.name().equals(name)).findFirst();
    }

    /** {@return the fully qualified name of an object of this type} */
    public String fqName(String enclosing, String name) {
        var prefix = parent instanceof Parent.Fixed above ? above.fqName() : enclosing;
        return prefix.isEmpty() ? name : prefix + ':' + name;
    }

    /** {@return the name of the only object of a type that has no key} */
    public String singletonName() {
        return "default-" + name;
    }

    /** {@return the leaf {@code fq-name} of this type} */
    public QName fqNameLeaf() {
        return QName.create(qname, "fq-name");
    }

    /** {@return the leaf {@code uuid} of this type} */
    public QName uuidLeaf() {
        return QName.create(qname, "uuid");
    }
}

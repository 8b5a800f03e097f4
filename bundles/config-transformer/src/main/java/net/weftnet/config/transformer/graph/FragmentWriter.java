package net.weftnet.config.transformer.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.config.db.api.ObjectType;
import net.weftnet.config.db.api.ObjectType.Parent;
import net.weftnet.config.db.api.Reference;
import net.weftnet.config.transformer.api.Link;
import net.weftnet.config.transformer.api.ObjectName;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;

/** Makes the fragment of an object by what the schema says about its type. */
public final class FragmentWriter {
    private static final String ID_PERMS = "id-perms";

    /** Those of an object that the administrator made, since nobody reads them any more where there is perms2. */
    private static final XmlElement PERMISSIONS = XmlElement.of(
            "permissions",
            XmlElement.ofText("owner", "admin"),
            XmlElement.ofText("owner-access", "7"),
            XmlElement.ofText("group", "admin"),
            XmlElement.ofText("group-access", "7"),
            XmlElement.ofText("other-access", "7"));

    private static final XmlElement ENABLED = XmlElement.ofText("enable", "true");

    private final ObjectType type;
    private final DataContainerNode data;
    private final ObjectName object;
    private final Map<String, XmlElement> properties = new LinkedHashMap<>();
    private final Map<Link, Optional<XmlElement>> links = new LinkedHashMap<>();

    private FragmentWriter(ObjectType type, DataContainerNode data) {
        this.type = type;
        this.data = data;
        object = new ObjectName(type.name(), text(type.fqNameLeaf()).orElseThrow());
    }

    /** {@return the fragment of an object} */
    public static Fragment write(ObjectType type, DataContainerNode data) {
        var writer = new FragmentWriter(type, data);
        writer.writeProperties();
        writer.writeParent();
        type.references().stream().filter(Reference::isLink).forEach(writer::writeReference);
        return new Fragment(writer.object, type.isIdentity(), writer.properties, writer.links);
    }

    private void writeProperties() {
        for (var property : type.properties()) {
            var elements = XmlValues.elements(property, data);
            if (!elements.isEmpty()) {
                properties.put(property.getQName().getLocalName(), single(property, elements));
            }
        }
        text(type.uuidLeaf())
                .map(UUID::fromString)
                .ifPresent(uuid -> properties.put(ID_PERMS, idPerms(uuid, properties.get(ID_PERMS))));
    }

    /** A list is one property: an element around its entries. */
    private static XmlElement single(DataSchemaNode property, List<XmlElement> elements) {
        return elements.size() == 1
                ? elements.getFirst()
                : XmlElement.of(property.getQName().getLocalName(), elements);
    }

    /**
     * OpenContrail's IdPermsType, with what the object says about itself. The UUID is two numbers.
     */
    private static XmlElement idPerms(UUID uuid, @Nullable XmlElement given) {
        var elements = new ArrayList<XmlElement>();
        elements.add(PERMISSIONS);
        elements.add(XmlElement.of(
                "uuid",
                XmlElement.ofText("uuid-mslong", Long.toUnsignedString(uuid.getMostSignificantBits())),
                XmlElement.ofText("uuid-lslong", Long.toUnsignedString(uuid.getLeastSignificantBits()))));
        if (given == null || given.child("enable").isEmpty()) {
            elements.add(ENABLED);
        }
        if (given != null) {
            elements.addAll(given.children());
        }
        return XmlElement.of(ID_PERMS, elements);
    }

    private void writeParent() {
        if (!type.isIdentity()) {
            return;
        }
        switch (type.parent()) {
            case Parent.Root _ -> addParent(type.parentLink(), ObjectName.ROOT);
            case Parent.Enclosing above -> addParent(type.parentLink(), new ObjectName(above.type(), enclosing()));
            case Parent.Fixed above -> addParent(type.parentLink(), new ObjectName(above.type(), above.fqName()));
            case Parent.Referred above ->
                above.owners().forEach(owner -> text(owner.path().steps().getFirst())
                        .ifPresent(fqName -> addParent(owner.link(), new ObjectName(target(owner), fqName))));
            case Parent.None _ -> {}
        }
    }

    private void addParent(String link, ObjectName parent) {
        links.put(new Link(link, parent, object), Optional.empty());
    }

    /** The name of an object has no colon, so that of the object around it is what precedes the last one. */
    private String enclosing() {
        return object.fqName().substring(0, object.fqName().lastIndexOf(':'));
    }

    private static String target(Reference reference) {
        return reference.targetTypes().iterator().next();
    }

    private void writeReference(Reference reference) {
        var target = target(reference);
        reference.path().forEach(data, (fqName, around) -> {
            var attribute = reference.hasAttribute()
                    ? Optional.of(XmlValues.attribute(reference.attribute(), around))
                    : Optional.<XmlElement>empty();
            links.put(new Link(reference.link(), object, new ObjectName(target, (String) fqName)), attribute);
        });
    }

    private Optional<String> text(QName leaf) {
        return data.childByArg(new NodeIdentifier(leaf)) instanceof LeafNode<?> node
                ? Optional.of(node.body().toString())
                : Optional.empty();
    }
}

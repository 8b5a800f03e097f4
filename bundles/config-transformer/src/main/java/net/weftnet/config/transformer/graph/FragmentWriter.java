package net.weftnet.config.transformer.graph;

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
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;

/** Makes the fragment of an object by what the schema says about its type. */
public final class FragmentWriter {
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
        return new Fragment(writer.object, writer.properties, writer.links);
    }

    private void writeProperties() {
        text(type.uuidLeaf()).map(UUID::fromString).ifPresent(uuid -> properties.put("id-perms", idPerms(uuid)));
        for (var property : type.properties()) {
            var elements = XmlValues.elements(property, data);
            if (!elements.isEmpty()) {
                properties.put(property.getQName().getLocalName(), single(property, elements));
            }
        }
    }

    /** A list is one property: an element around its entries. */
    private static XmlElement single(DataSchemaNode property, List<XmlElement> elements) {
        return elements.size() == 1
                ? elements.getFirst()
                : XmlElement.of(property.getQName().getLocalName(), elements);
    }

    /**
     * OpenContrail's IdPermsType. The UUID is two numbers; permissions are those of an object that the administrator
     * made, since nothing else is known here.
     */
    private static XmlElement idPerms(UUID uuid) {
        return XmlElement.of(
                "id-perms",
                XmlElement.of(
                        "permissions",
                        XmlElement.ofText("owner", "admin"),
                        XmlElement.ofText("owner-access", "7"),
                        XmlElement.ofText("group", "admin"),
                        XmlElement.ofText("group-access", "7"),
                        XmlElement.ofText("other-access", "7")),
                XmlElement.of(
                        "uuid",
                        XmlElement.ofText("uuid-mslong", Long.toUnsignedString(uuid.getMostSignificantBits())),
                        XmlElement.ofText("uuid-lslong", Long.toUnsignedString(uuid.getLeastSignificantBits()))),
                XmlElement.ofText("enable", "true"));
    }

    private void writeParent() {
        var parent =
                switch (type.parent()) {
                    case Parent.Root _ -> Optional.of(ObjectName.ROOT);
                    case Parent.Enclosing above -> Optional.of(new ObjectName(above.type(), enclosing()));
                    case Parent.Fixed above -> Optional.of(new ObjectName(above.type(), above.fqName()));
                    case Parent.Referred above -> owner(above.owner());
                    case Parent.None _ -> Optional.<ObjectName>empty();
                };
        if (type.isIdentity()) {
            parent.ifPresent(name -> links.put(new Link(type.parentLink(), name, object), Optional.empty()));
        }
    }

    /** The name of an object has no colon, so that of the object around it is what precedes the last one. */
    private String enclosing() {
        return object.fqName().substring(0, object.fqName().lastIndexOf(':'));
    }

    private Optional<ObjectName> owner(Reference reference) {
        return text(reference.path().steps().getFirst())
                .map(fqName -> new ObjectName(reference.targetTypes().iterator().next(), fqName));
    }

    private void writeReference(Reference reference) {
        var target = reference.targetTypes().iterator().next();
        reference.path().forEach(data, (fqName, around) -> {
            var attribute = reference.hasAttribute()
                    ? Optional.of(XmlElement.of("value", XmlValues.children(reference.attribute(), around)))
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

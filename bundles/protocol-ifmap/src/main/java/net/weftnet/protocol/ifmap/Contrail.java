package net.weftnet.protocol.ifmap;

import java.util.LinkedHashMap;
import java.util.Optional;
import net.weftnet.common.xml.XmlElement;

/** How Contrail names configuration objects in IF-MAP, which we speak to control nodes of either make. */
public final class Contrail {
    /** The namespace of its metadata. */
    public static final String NAMESPACE = "http://www.contrailsystems.com/vnc_cfg.xsd";

    /** The identifier everything is reached from. */
    public static final Identifier.Identity ROOT = identity("config-root", "root");

    private static final String PREFIX = "contrail";
    private static final String IDENTITY_PREFIX = "contrail:";
    private static final String EXTENDED = "extended";

    private Contrail() {}

    /**
     * {@return the identifier of an object}
     *
     * @param type with dashes, for example {@code virtual-network}
     * @param name fully qualified, for example {@code default-domain:demo:front}
     */
    public static Identifier.Identity identity(String type, String name) {
        return new Identifier.Identity(IDENTITY_PREFIX + type + ":" + name, IdentityType.OTHER, EXTENDED, "");
    }

    /** {@return {@code type:name} of the object an identifier stands for, if it stands for one} */
    public static Optional<String> objectName(Identifier identifier) {
        if (identifier instanceof Identifier.Identity identity
                && identity.type() == IdentityType.OTHER
                && identity.name().startsWith(IDENTITY_PREFIX)) {
            return Optional.of(identity.name().substring(IDENTITY_PREFIX.length()));
        }
        return Optional.empty();
    }

    /** {@return a property or a link as single-valued metadata {@code contrail:<name>} with the content of a value} */
    public static Metadata metadata(String name, XmlElement value) {
        var attributes = new LinkedHashMap<>(value.attributes());
        attributes.put("xmlns:" + PREFIX, NAMESPACE);
        attributes.put(IfmapNames.CARDINALITY, Cardinality.SINGLE_VALUE.wireName());
        return new Metadata(
                new QualifiedName(NAMESPACE, name),
                Cardinality.SINGLE_VALUE,
                new XmlElement(PREFIX + ":" + name, attributes, value.text(), value.children()));
    }

    /** {@return the value that {@link #metadata} wrapped: no prefix, no IF-MAP attributes, no namespace declarations} */
    public static XmlElement value(Metadata metadata) {
        var element = metadata.element();
        var attributes = new LinkedHashMap<>(element.attributes());
        attributes.keySet().removeIf(name -> name.startsWith("ifmap-") || name.startsWith("xmlns"));
        return new XmlElement(metadata.type().localName(), attributes, element.text(), element.children());
    }
}

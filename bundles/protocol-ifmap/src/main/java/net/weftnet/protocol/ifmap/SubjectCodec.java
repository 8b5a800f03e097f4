package net.weftnet.protocol.ifmap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.weftnet.common.xml.XmlElement;

/** Identifiers, links and metadata lists as XML elements, in both directions. */
final class SubjectCodec {
    /** The longest value of an identifier, in characters; the standard lets a server set the bound. */
    static final int LONGEST_VALUE = 4096;

    private static final String METADATA = "metadata";
    private static final String AIK_NAME = "aik-name";

    private SubjectCodec() {}

    static List<XmlElement> encode(Subject subject) {
        return switch (subject) {
            case Subject.Node(var identifier) -> List.of(encode(identifier));
            case Subject.Link(var first, var second) -> List.of(encode(first), encode(second));
        };
    }

    /** Appends the identifiers of a subject as XML; the usual one without making an element of it first. */
    static void append(Subject subject, StringBuilder out) {
        switch (subject) {
            case Subject.Node(var identifier) -> append(identifier, out);
            case Subject.Link(var first, var second) -> {
                append(first, out);
                append(second, out);
            }
        }
    }

    private static void append(Identifier identifier, StringBuilder out) {
        if (identifier instanceof Identifier.Identity identity
                && identity.administrativeDomain().isEmpty()
                && identity.type() == IdentityType.OTHER) {
            out.append("<identity name=\"");
            XmlElement.escape(identity.name(), out);
            out.append("\" type=\"").append(identity.type().wireName()).append("\" other-type-definition=\"");
            XmlElement.escape(identity.otherTypeDefinition(), out);
            out.append("\"/>");
        } else {
            encode(identifier).appendTo(out);
        }
    }

    static XmlElement encode(Identifier identifier) {
        return switch (identifier) {
            case Identifier.AccessRequest(var name, var domain) ->
                inDomain(element("access-request").withAttribute("name", name), domain);
            case Identifier.Device(var name, var byAik) ->
                XmlElement.of("device", XmlElement.ofText(byAik ? AIK_NAME : "name", name));
            case Identifier.Identity(var name, var type, var definition, var domain) -> {
                var identity = element("identity").withAttribute("name", name).withAttribute("type", type.wireName());
                yield inDomain(
                        definition.isEmpty() ? identity : identity.withAttribute("other-type-definition", definition),
                        domain);
            }
            case Identifier.IpAddress address ->
                inDomain(
                        element("ip-address")
                                .withAttribute("value", address.value())
                                .withAttribute("type", address.isIpv6() ? "IPv6" : "IPv4"),
                        address.administrativeDomain());
            case Identifier.MacAddress(var value, var domain) ->
                inDomain(element("mac-address").withAttribute("value", value), domain);
        };
    }

    private static XmlElement element(String name) {
        return new XmlElement(name, Map.of(), "", List.of());
    }

    private static XmlElement inDomain(XmlElement identifier, String domain) {
        return domain.isEmpty() ? identifier : identifier.withAttribute(IfmapNames.ADMINISTRATIVE_DOMAIN, domain);
    }

    static XmlElement encode(List<Metadata> metadata) {
        return XmlElement.of(METADATA, metadata.stream().map(Metadata::element).toList());
    }

    static boolean isIdentifier(XmlElement element) {
        return switch (element.localName()) {
            case "access-request", "device", "identity", "ip-address", "mac-address" -> true;
            default -> false;
        };
    }

    /** {@return the one identifier, or the link of the two, among the children of an element} */
    static Subject decodeSubject(XmlElement parent) throws IfmapException {
        var identifiers = new ArrayList<Identifier>();
        for (var child : parent.children()) {
            if (isIdentifier(child)) {
                identifiers.add(decodeIdentifier(child));
            } else if (!child.localName().equals(METADATA)) {
                throw new IfmapException(
                        ErrorCode.INVALID_IDENTIFIER_TYPE, "<" + child.name() + "> is no kind of identifier");
            }
        }
        return switch (identifiers.size()) {
            case 1 -> new Subject.Node(identifiers.get(0));
            case 2 -> new Subject.Link(identifiers.get(0), identifiers.get(1));
            default ->
                throw new IfmapException(
                        ErrorCode.FAILURE,
                        "<" + parent.name() + "> has " + identifiers.size() + " identifiers instead of one or two");
        };
    }

    static Identifier decodeIdentifier(XmlElement element) throws IfmapException {
        try {
            return switch (element.localName()) {
                case "access-request" -> new Identifier.AccessRequest(attribute(element, "name"), domain(element));
                case "device" -> device(element);
                case "identity" ->
                    new Identifier.Identity(
                            attribute(element, "name"),
                            identityType(attribute(element, "type")),
                            attribute(element, "other-type-definition"),
                            domain(element));
                case "ip-address" -> ipAddress(element);
                case "mac-address" -> new Identifier.MacAddress(attribute(element, "value"), domain(element));
                default ->
                    throw new IfmapException(
                            ErrorCode.INVALID_IDENTIFIER_TYPE, "<" + element.name() + "> is no kind of identifier");
            };
        } catch (IllegalArgumentException e) {
            throw new IfmapException(ErrorCode.INVALID_IDENTIFIER, String.valueOf(e.getMessage()));
        }
    }

    private static Identifier device(XmlElement element) throws IfmapException {
        var aik = element.childText(AIK_NAME);
        return new Identifier.Device(
                bounded(aik.or(() -> element.childText("name")).orElse("")), aik.isPresent());
    }

    private static Identifier ipAddress(XmlElement element) throws IfmapException {
        var address = new Identifier.IpAddress(attribute(element, "value"), domain(element));
        // The type is optional and says IPv4 unless given.
        var type = element.attribute("type").orElse("IPv4");
        if (!type.equals(address.isIpv6() ? "IPv6" : "IPv4")) {
            throw new IfmapException(
                    ErrorCode.INVALID_IDENTIFIER, "ip-address " + address.value() + " is not of type " + type);
        }
        return address;
    }

    private static IdentityType identityType(String name) throws IfmapException {
        return IdentityType.ofWireName(name)
                .orElseThrow(() ->
                        new IfmapException(ErrorCode.INVALID_IDENTIFIER, "No such identity type: '" + name + "'"));
    }

    private static String domain(XmlElement element) throws IfmapException {
        return attribute(element, IfmapNames.ADMINISTRATIVE_DOMAIN);
    }

    private static String attribute(XmlElement element, String name) throws IfmapException {
        return bounded(element.attribute(name).orElse(""));
    }

    private static String bounded(String value) throws IfmapException {
        if (value.length() > LONGEST_VALUE) {
            throw new IfmapException(
                    ErrorCode.IDENTIFIER_TOO_LONG, "An identifier of more than " + LONGEST_VALUE + " characters");
        }
        return value;
    }

    /** {@return the metadata among the children of an element; none if it has no metadata list} */
    static List<Metadata> decodeMetadata(XmlElement parent, Namespaces outer) throws IfmapException {
        var list = parent.child(METADATA);
        if (list.isEmpty()) {
            return List.of();
        }
        var scope = outer.within(list.get().attributes());
        var metadata = new ArrayList<Metadata>();
        for (var element : list.get().children()) {
            metadata.add(decodeOne(element, scope));
        }
        return metadata;
    }

    private static Metadata decodeOne(XmlElement element, Namespaces scope) throws IfmapException {
        var type = scope.within(element.attributes()).resolve(element.name());
        if (type.namespace().isEmpty()) {
            throw new IfmapException(ErrorCode.INVALID_METADATA, "<" + element.name() + "> is in no namespace");
        }
        var cardinality = element.attribute(IfmapNames.CARDINALITY);
        if (cardinality.isEmpty()) {
            throw new IfmapException(
                    ErrorCode.INVALID_METADATA, "<" + element.name() + "> has no " + IfmapNames.CARDINALITY);
        }
        return new Metadata(type, Cardinality.ofWireName(cardinality.get()), scope.selfContained(element));
    }
}

package net.weftnet.protocol.ifmap;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.weftnet.common.xml.XmlElement;

/** The namespace declarations in scope at an element: prefix to URI, the default namespace under the empty prefix. */
record Namespaces(Map<String, String> declared) {
    private static final String DECLARATION = "xmlns";
    private static final String XML = "http://www.w3.org/XML/1998/namespace";

    static final Namespaces NONE = new Namespaces(Map.of("xml", XML));

    /** {@return what is in scope inside an element} */
    Namespaces within(Map<String, String> attributes) {
        Map<String, String> inner = null;
        for (var attribute : attributes.entrySet()) {
            var prefix = declaredPrefix(attribute.getKey());
            if (prefix.isPresent()) {
                inner = inner == null ? new HashMap<>(declared) : inner;
                inner.put(prefix.get(), attribute.getValue());
            }
        }
        return inner == null ? this : new Namespaces(inner);
    }

    private static Optional<String> declaredPrefix(String attribute) {
        if (attribute.equals(DECLARATION)) {
            return Optional.of("");
        }
        return attribute.startsWith(DECLARATION + ":")
                ? Optional.of(attribute.substring(DECLARATION.length() + 1))
                : Optional.empty();
    }

    /** {@return the URI of a prefix; the default namespace is the empty URI unless declared} */
    Optional<String> uri(String prefix) {
        var uri = declared.get(prefix);
        return uri == null && prefix.isEmpty() ? Optional.of("") : Optional.ofNullable(uri);
    }

    /** {@return the name of an element, its own declarations included in this scope} */
    QualifiedName resolve(String elementName) throws IfmapException {
        var prefix = prefix(elementName);
        var uri = uri(prefix);
        if (uri.isEmpty()) {
            throw new IfmapException(ErrorCode.FAILURE, "No namespace is declared for the prefix of " + elementName);
        }
        return new QualifiedName(uri.get(), elementName.substring(elementName.indexOf(':') + 1));
    }

    /** {@return the value of an attribute in a namespace}; this is the scope inside the element. */
    Optional<String> attribute(XmlElement element, String namespace, String localName) {
        for (var attribute : element.attributes().entrySet()) {
            var name = attribute.getKey();
            if (name.endsWith(":" + localName) && uri(prefix(name)).equals(Optional.of(namespace))) {
                return Optional.of(attribute.getValue());
            }
        }
        return Optional.empty();
    }

    static String prefix(String name) {
        int colon = name.indexOf(':');
        return colon < 0 ? "" : name.substring(0, colon);
    }

    /** {@return an element of this scope with the declarations added that it took from outside} */
    XmlElement selfContained(XmlElement element) throws IfmapException {
        var missing = new TreeMap<String, String>();
        collectMissing(element, new Namespaces(NONE.declared), missing);
        if (missing.isEmpty()) {
            return element;
        }
        var attributes = new LinkedHashMap<String, String>();
        missing.forEach(
                (prefix, uri) -> attributes.put(prefix.isEmpty() ? DECLARATION : DECLARATION + ":" + prefix, uri));
        attributes.putAll(element.attributes());
        return new XmlElement(element.name(), attributes, element.text(), element.children());
    }

    private void collectMissing(XmlElement element, Namespaces own, Map<String, String> missing) throws IfmapException {
        var scope = own.within(element.attributes());
        noteMissing(prefix(element.name()), scope, missing);
        for (var attribute : element.attributes().keySet()) {
            // An attribute without prefix is in no namespace, also where a default one is declared.
            if (attribute.indexOf(':') > 0 && declaredPrefix(attribute).isEmpty()) {
                noteMissing(prefix(attribute), scope, missing);
            }
        }
        for (var child : element.children()) {
            collectMissing(child, scope, missing);
        }
    }

    private void noteMissing(String prefix, Namespaces scope, Map<String, String> missing) throws IfmapException {
        if (scope.declared.containsKey(prefix)) {
            return;
        }
        var uri = uri(prefix);
        if (uri.isEmpty()) {
            throw new IfmapException(ErrorCode.INVALID_METADATA, "No namespace is declared for the prefix " + prefix);
        }
        if (!uri.get().isEmpty()) {
            missing.put(prefix, uri.get());
        }
    }
}

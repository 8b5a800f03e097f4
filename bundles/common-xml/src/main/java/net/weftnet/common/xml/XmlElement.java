package net.weftnet.common.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One element of XML data: attributes, and either text or child elements (no mixed content, which none of the protocols
 * has). Names are kept as written, prefix included; namespace declarations are ordinary attributes, so that an element
 * read from a peer is written again as it came.
 *
 * @param name the qualified name, for example {@code contrail:id-perms}
 * @param attributes attributes in document order, namespace declarations included
 * @param text the character data; empty when there are children
 * @param children the child elements in document order
 */
public record XmlElement(String name, Map<String, String> attributes, String text, List<XmlElement> children) {

    public XmlElement {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("An element needs a name");
        }
        attributes = OrderedAttributes.copyOf(attributes);
        children = List.copyOf(children);
        if (!children.isEmpty() && !text.isEmpty()) {
            throw new IllegalArgumentException("<" + name + "> has both text and children");
        }
    }

    /** {@return an element of text only} */
    public static XmlElement ofText(String name, String text) {
        return new XmlElement(name, Map.of(), text, List.of());
    }

    /** {@return an element of children only} */
    public static XmlElement of(String name, List<XmlElement> children) {
        return new XmlElement(name, Map.of(), "", children);
    }

    /** {@return an element of children only} */
    public static XmlElement of(String name, XmlElement... children) {
        return of(name, List.of(children));
    }

    /** {@return this element with one more attribute, or another value for it} */
    public XmlElement withAttribute(String attribute, String value) {
        var shared = SharedStrings.of(value, SharedStrings.LONGEST_VALUE);
        return new XmlElement(name, OrderedAttributes.with(attributes, attribute, shared), text, children);
    }

    /** {@return this element under another name} */
    public XmlElement withName(String newName) {
        return new XmlElement(newName, attributes, text, children);
    }

    /** {@return this element with one more child at its end} */
    public XmlElement withChild(XmlElement child) {
        var all = new ArrayList<>(children);
        all.add(child);
        return new XmlElement(name, attributes, text, all);
    }

    /** {@return the name without its prefix} */
    public String localName() {
        return name.substring(name.indexOf(':') + 1);
    }

    /** {@return the value of an attribute, by the name it is written with} */
    public Optional<String> attribute(String attribute) {
        return Optional.ofNullable(attributes.get(attribute));
    }

    /** {@return the first child of this local name} */
    public Optional<XmlElement> child(String localName) {
        for (var child : children) {
            if (child.localName().equals(localName)) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    /** {@return all children of this local name, in document order} */
    public List<XmlElement> children(String localName) {
        return children.stream().filter(c -> c.localName().equals(localName)).toList();
    }

    /** {@return the text of the first child of this local name} */
    public Optional<String> childText(String localName) {
        return child(localName).map(XmlElement::text);
    }

    /** Appends this element as XML 1.0, without declaration or added white space. */
    public void appendTo(StringBuilder out) {
        out.append('<').append(name);
        attributes.forEach((attribute, value) -> {
            out.append(' ').append(attribute).append("=\"");
            escape(value, out);
            out.append('"');
        });
        if (text.isEmpty() && children.isEmpty()) {
            out.append("/>");
            return;
        }
        out.append('>');
        escape(text, out);
        for (var child : children) {
            child.appendTo(out);
        }
        out.append("</").append(name).append('>');
    }

    /** Appends text with the five special characters and line ends escaped; characters XML 1.0 lacks become U+FFFD. */
    public static void escape(String text, StringBuilder out) {
        int plain = 0;
        while (plain < text.length() && isPlain(text.charAt(plain))) {
            plain++;
        }
        // Nearly every text is plain to its end.
        out.append(text, 0, plain);
        int c;
        for (int i = plain; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            escape(c, out);
        }
    }

    private static void escape(int c, StringBuilder out) {
        switch (c) {
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '&' -> out.append("&amp;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&apos;");
            case '\t', '\n', '\r' -> out.append("&#").append(c).append(';');
            default -> out.appendCodePoint(isXmlCharacter(c) ? c : 0xfffd);
        }
    }

    private static boolean isPlain(char c) {
        return c >= 0x20 && c < 0x7f && c != '<' && c != '>' && c != '&' && c != '"' && c != '\'';
    }

    /** XML 1.0 section 2.2, production Char, without the white space handled above. */
    private static boolean isXmlCharacter(int c) {
        return c >= 0x20 && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd || c >= 0x10000;
    }

    /** {@return this element as XML, without declaration} */
    @Override
    public String toString() {
        var out = new StringBuilder();
        appendTo(out);
        return out.toString();
    }
}

package net.weftnet.common.xml;

import com.fasterxml.aalto.UncheckedStreamException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Builds {@link XmlElement}s from the events of a pull parser, one event at a time, so that it serves a blocking reader
 * and an asynchronous one alike. White space between elements is dropped. Not thread-safe.
 */
public final class XmlTreeBuilder {
    private final XmlLimits limits;
    private final Deque<Open> open = new ArrayDeque<>();
    private int elements;
    private long characters;

    private record Open(String name, Map<String, String> attributes, StringBuilder text, List<XmlElement> children) {}

    public XmlTreeBuilder(XmlLimits limits) {
        this.limits = limits;
    }

    /** {@return how many elements are open: 0 between documents} */
    public int depth() {
        return open.size();
    }

    /**
     * Takes the event the parser stands at.
     *
     * @return the whole element, when this event closed the outermost one
     * @throws XmlException for a DTD, an entity, mixed content or a passed limit
     */
    public Optional<XmlElement> accept(int event, XMLStreamReader reader) throws XmlException {
        try {
            return take(event, reader);
        } catch (UncheckedStreamException e) {
            // Aalto parses text only when asked for it, and then has no checked way to refuse it.
            throw new XmlException("Not well-formed XML: " + e.getMessage(), e);
        }
    }

    private Optional<XmlElement> take(int event, XMLStreamReader reader) throws XmlException {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> start(reader);
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> text(reader);
            case XMLStreamConstants.END_ELEMENT -> {
                return end();
            }
            case XMLStreamConstants.DTD -> throw new XmlException("A document type declaration is not accepted");
            case XMLStreamConstants.ENTITY_REFERENCE ->
                throw new XmlException("The entity &" + reader.getLocalName() + "; is not accepted");
            default -> {
                // Comments and processing instructions carry nothing for us.
            }
        }
        return Optional.empty();
    }

    private void start(XMLStreamReader reader) throws XmlException {
        if (open.size() >= limits.depth()) {
            throw new XmlException("Elements are nested deeper than " + limits.depth());
        }
        if (++elements > limits.elements()) {
            throw new XmlException("More than " + limits.elements() + " elements in one document");
        }
        var parent = open.peek();
        if (parent != null && !parent.text.toString().isBlank()) {
            throw new XmlException("<" + parent.name + "> mixes text and elements");
        }
        var attributes = new LinkedHashMap<String, String>();
        for (int i = 0; i < reader.getNamespaceCount(); i++) {
            var prefix = reader.getNamespacePrefix(i);
            var uri = reader.getNamespaceURI(i);
            put(attributes, prefix == null || prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix, uri == null ? "" : uri);
        }
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            put(
                    attributes,
                    qualified(reader.getAttributePrefix(i), reader.getAttributeLocalName(i)),
                    reader.getAttributeValue(i));
        }
        open.push(new Open(
                qualified(reader.getPrefix(), reader.getLocalName()),
                attributes,
                new StringBuilder(),
                new ArrayList<>()));
    }

    private void put(Map<String, String> attributes, String name, String value) throws XmlException {
        count(value.length());
        attributes.put(name, SharedStrings.of(value, SharedStrings.LONGEST_VALUE));
    }

    private void text(XMLStreamReader reader) throws XmlException {
        var element = open.peek();
        if (element == null) {
            return;
        }
        count(reader.getTextLength());
        var text = reader.getText();
        if (!element.children.isEmpty()) {
            if (!text.isBlank()) {
                throw new XmlException("<" + element.name + "> mixes text and elements");
            }
            return;
        }
        element.text.append(text);
    }

    private Optional<XmlElement> end() {
        var closed = open.pop();
        var text =
                closed.children.isEmpty() ? SharedStrings.of(closed.text.toString(), SharedStrings.LONGEST_TEXT) : "";
        var element = new XmlElement(closed.name, closed.attributes, text, closed.children);
        var parent = open.peek();
        if (parent == null) {
            elements = 0;
            characters = 0;
            return Optional.of(element);
        }
        parent.children.add(element);
        return Optional.empty();
    }

    private void count(int length) throws XmlException {
        characters += length;
        if (characters > limits.characters()) {
            throw new XmlException("More than " + limits.characters() + " characters in one document");
        }
    }

    private static String qualified(@Nullable String prefix, String localName) {
        return prefix == null || prefix.isEmpty()
                ? localName
                : SharedStrings.of(prefix + ":" + localName, SharedStrings.LONGEST_VALUE);
    }
}

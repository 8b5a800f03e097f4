package net.weftnet.config.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.opendaylight.restconf.api.HttpStatusCode;
import org.opendaylight.yangtools.util.xml.UntrustedXML;
import org.opendaylight.yangtools.yang.common.ErrorTag;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * A YANG Patch as it was sent (RFC 8072 section 2), targets and values not read yet. OpenDaylight's readers know neither
 * {@code where} nor {@code point}, lose the escapes of strings, and log what clients get wrong.
 */
record YangPatchText(String id, List<EditText> edits) {

    static final String NAMESPACE = "urn:ietf:params:xml:ns:yang:ietf-yang-patch";

    private static final String JSON_NAME = "ietf-yang-patch:yang-patch";
    private static final Set<String> PATCH = Set.of("patch-id", "comment", "edit");
    private static final Set<String> EDIT = Set.of("edit-id", "operation", "target", "point", "where", "value");

    /**
     * One edit.
     *
     * @param words its leafs
     * @param value the value, a document of its own in the patch's encoding
     */
    record EditText(String id, Map<String, String> words, Optional<byte[]> value) {
        private static EditText of(Map<String, String> words, Optional<byte[]> value) throws RestconfException {
            return new EditText(required(words, "edit-id"), words, value);
        }

        String word(String name) throws RestconfException {
            return required(words, name);
        }
    }

    YangPatchText {
        edits = List.copyOf(edits);
    }

    static YangPatchText parse(Encoding encoding, byte[] body) throws RestconfException {
        var patch = encoding == Encoding.JSON ? json(body) : xml(body);
        var ids = patch.edits().stream().map(EditText::id).toList();
        if (Set.copyOf(ids).size() < ids.size()) {
            throw malformed("several edits have the same edit-id");
        }
        return patch;
    }

    private static YangPatchText json(byte[] body) throws RestconfException {
        var patch = object(document(body), "the body");
        requireOnly(patch.keySet(), Set.of(JSON_NAME));
        patch = object(patch.get(JSON_NAME), JSON_NAME);
        requireOnly(patch.keySet(), PATCH);
        var edits = new ArrayList<EditText>();
        var list = patch.get("edit");
        if (list != null && !list.isJsonArray()) {
            throw malformed("edit is a list");
        }
        if (list != null) {
            for (var edit : list.getAsJsonArray()) {
                edits.add(edit(object(edit, "an edit")));
            }
        }
        return new YangPatchText(required(words(patch, Set.of("edit")), "patch-id"), edits);
    }

    private static JsonElement document(byte[] body) throws RestconfException {
        try (var reader =
                new JsonReader(new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8))) {
            reader.setStrictness(Strictness.STRICT);
            var document = JsonParser.parseReader(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw malformed("something follows the patch");
            }
            return document;
        } catch (IOException | JsonParseException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    private static JsonObject object(JsonElement element, String what) throws RestconfException {
        if (element == null || !element.isJsonObject()) {
            throw malformed(what + " is no object");
        }
        return element.getAsJsonObject();
    }

    private static EditText edit(JsonObject edit) throws RestconfException {
        requireOnly(edit.keySet(), EDIT);
        var value = Optional.ofNullable(edit.get("value"))
                .map(JsonElement::toString)
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
        return EditText.of(words(edit, Set.of("value")), value);
    }

    private static Map<String, String> words(JsonObject object, Set<String> others) throws RestconfException {
        var words = new HashMap<String, String>();
        for (var member : object.entrySet()) {
            if (!others.contains(member.getKey())) {
                if (!member.getValue().isJsonPrimitive()
                        || !member.getValue().getAsJsonPrimitive().isString()) {
                    throw malformed(member.getKey() + " is no string");
                }
                words.put(member.getKey(), member.getValue().getAsString());
            }
        }
        return words;
    }

    private static YangPatchText xml(byte[] body) throws RestconfException {
        try {
            WellFormed.require(body);
            var patch = UntrustedXML.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(body))
                    .getDocumentElement();
            if (!"yang-patch".equals(patch.getLocalName()) || !NAMESPACE.equals(patch.getNamespaceURI())) {
                throw malformed("its root is not yang-patch in " + NAMESPACE);
            }
            var words = new HashMap<String, String>();
            var edits = new ArrayList<EditText>();
            for (var child : children(patch)) {
                requireOnly(Set.of(name(child)), PATCH);
                if (name(child).equals("edit")) {
                    edits.add(edit(child));
                } else {
                    put(words, child);
                }
            }
            return new YangPatchText(required(words, "patch-id"), edits);
        } catch (IOException | SAXException | TransformerException | IllegalArgumentException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    private static EditText edit(Element edit) throws RestconfException, TransformerException {
        var words = new HashMap<String, String>();
        Optional<byte[]> value = Optional.empty();
        for (var child : children(edit)) {
            requireOnly(Set.of(name(child)), EDIT);
            if (!name(child).equals("value")) {
                put(words, child);
            } else if (value.isPresent() || children(child).size() != 1) {
                throw malformed("an edit has one value, which is one element");
            } else {
                value = Optional.of(document(children(child).getFirst()));
            }
        }
        return EditText.of(words, value);
    }

    private static void put(Map<String, String> words, Element leaf) throws RestconfException {
        if (words.put(name(leaf), leaf.getTextContent().strip()) != null
                || !children(leaf).isEmpty()) {
            throw malformed(name(leaf) + " is one leaf");
        }
    }

    /** {@return the name of an element of the patch} */
    private static String name(Element element) {
        return NAMESPACE.equals(element.getNamespaceURI())
                ? element.getLocalName()
                : '{' + String.valueOf(element.getNamespaceURI()) + '}' + element.getLocalName();
    }

    private static List<Element> children(Element element) {
        var children = new ArrayList<Element>();
        for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element found) {
                children.add(found);
            }
        }
        return children;
    }

    private static byte[] document(Element root) throws TransformerException {
        var out = new ByteArrayOutputStream();
        var transformer = TransformerFactory.newDefaultInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.ENCODING, StandardCharsets.UTF_8.name());
        transformer.transform(new DOMSource(root), new StreamResult(out));
        return out.toByteArray();
    }

    private static String required(Map<String, String> words, String name) throws RestconfException {
        var word = words.get(name);
        if (word == null) {
            throw RestconfException.protocol(
                    HttpStatusCode.BAD_REQUEST, ErrorTag.MISSING_ELEMENT, "The YANG Patch has no " + name);
        }
        return word;
    }

    private static void requireOnly(Set<String> names, Set<String> known) throws RestconfException {
        for (var name : names) {
            if (!known.contains(name)) {
                throw RestconfException.protocol(
                        HttpStatusCode.BAD_REQUEST, ErrorTag.UNKNOWN_ELEMENT, "A YANG Patch has no " + name + " there");
            }
        }
    }

    private static RestconfException malformed(String what) {
        return RestconfException.protocol(
                HttpStatusCode.BAD_REQUEST, ErrorTag.MALFORMED_MESSAGE, "The YANG Patch is malformed: " + what);
    }
}

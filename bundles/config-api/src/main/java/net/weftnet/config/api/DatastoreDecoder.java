package net.weftnet.config.api;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.dom.DOMSource;
import org.opendaylight.netconf.databind.DatabindContext;
import org.opendaylight.yangtools.util.xml.UntrustedXML;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.XMLNamespace;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.builder.DataContainerNodeBuilder;
import org.opendaylight.yangtools.yang.data.api.schema.stream.NormalizedNodeStreamWriter;
import org.opendaylight.yangtools.yang.data.codec.gson.JsonParserStream;
import org.opendaylight.yangtools.yang.data.codec.xml.XmlParserStream;
import org.opendaylight.yangtools.yang.data.impl.schema.ImmutableNormalizedNodeStreamWriter;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;
import org.opendaylight.yangtools.yang.model.util.SchemaInferenceStack;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Decodes the whole datastore, {@code ietf-restconf:data}, which no module of the datastore defines. */
final class DatastoreDecoder {

    private final DatabindContext databind;
    private final DataContainerNodeBuilder<NodeIdentifier, ContainerNode> root =
            ImmutableNodes.newContainerBuilder().withNodeIdentifier(DatastoreBody.NAME);

    private DatastoreDecoder(DatabindContext databind) {
        this.databind = databind;
    }

    /** Decodes a body; throws an {@code IllegalArgumentException} or what the parsers throw if it is malformed. */
    static ContainerNode decode(DatabindContext databind, Encoding encoding, byte[] body) {
        var decoder = new DatastoreDecoder(databind);
        try (var writer = ImmutableNormalizedNodeStreamWriter.from(decoder.root)) {
            switch (encoding) {
                case JSON -> decoder.json(body, writer);
                case XML -> decoder.xml(body, writer);
            }
        } catch (IOException | SAXException | XMLStreamException | IllegalStateException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return decoder.root.build();
    }

    private void json(byte[] body, NormalizedNodeStreamWriter writer) throws IOException {
        try (var reader =
                new JsonReader(new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8))) {
            reader.beginObject();
            require(reader.nextName().equals(DatastoreBody.JSON_NAME), DatastoreBody.JSON_NAME);
            JsonParserStream.create(writer, databind.jsonCodecs()).parse(reader);
            reader.endObject();
            require(reader.peek() == JsonToken.END_DOCUMENT, "the end");
        }
    }

    private void xml(byte[] body, NormalizedNodeStreamWriter writer)
            throws IOException, SAXException, XMLStreamException {
        var data = UntrustedXML.newDocumentBuilder()
                .parse(new ByteArrayInputStream(body))
                .getDocumentElement();
        require(
                data.getLocalName().equals("data") && DatastoreBody.NAMESPACE.equals(data.getNamespaceURI()),
                "data in " + DatastoreBody.NAMESPACE);
        for (var child = data.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                topLevel(element, writer);
            }
        }
    }

    private void topLevel(Element element, NormalizedNodeStreamWriter writer) throws IOException, XMLStreamException {
        var namespace = element.getNamespaceURI();
        require(namespace != null, "a namespace on " + element.getLocalName());
        var module = databind.modelContext()
                .findModuleStatements(XMLNamespace.of(namespace))
                .iterator();
        require(module.hasNext(), "a known namespace, not " + namespace);
        var stack = SchemaInferenceStack.of(databind.modelContext());
        stack.enterDataTree(QName.create(module.next().localQNameModule(), element.getLocalName()));
        XmlParserStream.create(writer, databind.xmlCodecs(), stack.toInference())
                .traverse(new DOMSource(element));
    }

    private static void require(boolean met, String expected) {
        if (!met) {
            throw new IllegalArgumentException("expected is " + expected);
        }
    }
}

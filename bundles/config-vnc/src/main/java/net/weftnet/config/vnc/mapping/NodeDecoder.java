package net.weftnet.config.vnc.mapping;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.codec.gson.JSONCodecFactory;
import org.opendaylight.yangtools.yang.data.codec.gson.JSONCodecFactorySupplier;
import org.opendaylight.yangtools.yang.data.codec.gson.JsonParserStream;
import org.opendaylight.yangtools.yang.data.impl.schema.ImmutableNormalizedNodeStreamWriter;
import org.opendaylight.yangtools.yang.data.impl.schema.NormalizationResultHolder;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContextTree;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;

/** Decodes JSON as the modules have it (RFC 7951). Thread-safe. */
final class NodeDecoder {
    private final EffectiveModelContext modules;
    private final JSONCodecFactory codecs;
    private final DataSchemaContextTree contexts;

    NodeDecoder(EffectiveModelContext modules) {
        this.modules = modules;
        codecs = JSONCodecFactorySupplier.RFC7951.getShared(modules);
        contexts = DataSchemaContextTree.from(modules);
    }

    /**
     * {@return what a node has under a name}
     *
     * @param around the node; not an entry of a leaf-list
     * @param name what is in it
     * @throws VncException when it is not what the modules allow there
     */
    NormalizedNode decode(YangInstanceIdentifier around, QName name, JsonElement value) throws VncException {
        var module = modules.findModule(name.getModule()).orElseThrow().getName();
        var object = new JsonObject();
        object.add(module + ':' + name.getLocalName(), value);
        var result = new NormalizationResultHolder();
        var writer = ImmutableNormalizedNodeStreamWriter.from(result);
        var parent = contexts.enterPath(around).orElseThrow().stack().toInference();
        try (var parser = JsonParserStream.create(writer, codecs, parent)) {
            parser.parse(new JsonReader(new StringReader(object.toString())));
        } catch (IOException | RuntimeException e) {
            // The parser reports what does not fit with unchecked exceptions of many kinds.
            throw VncException.badRequest(name.getLocalName() + ": " + readable(e));
        }
        return result.getResult().data();
    }

    /** The parser names nodes by namespace and revision, which nobody wants to read. */
    private static String readable(Exception e) {
        return String.valueOf(e.getMessage()).replaceAll("\\(urn:[^)]*\\)", "");
    }
}

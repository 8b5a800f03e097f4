package net.weftnet.config.policy.rules;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import net.weftnet.config.policy.language.Rule;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.data.api.schema.stream.NormalizedNodeWriter;
import org.opendaylight.yangtools.yang.data.codec.gson.JSONCodecFactory;
import org.opendaylight.yangtools.yang.data.codec.gson.JSONCodecFactorySupplier;
import org.opendaylight.yangtools.yang.data.codec.gson.JSONNormalizedNodeStreamWriter;
import org.opendaylight.yangtools.yang.data.codec.gson.JsonParserStream;
import org.opendaylight.yangtools.yang.data.impl.schema.ImmutableNormalizedNodeStreamWriter;
import org.opendaylight.yangtools.yang.data.impl.schema.NormalizationResultHolder;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.model.api.EffectiveStatementInference;
import org.opendaylight.yangtools.yang.model.util.SchemaInferenceStack;

/** Turns rules into nodes of the tree, and back. */
final class RuleCodec {
    private static final String LIST = "weftnet-config:policy-rule";

    private final JSONCodecFactory codecs;
    private final EffectiveStatementInference around;
    private final QName list;

    /**
     * A codec for the rules of one kind of policy.
     *
     * @param around the data nodes around the rules, outermost first
     */
    RuleCodec(EffectiveModelContext modules, Iterable<QName> around, QName list) {
        var stack = SchemaInferenceStack.of(modules);
        around.forEach(stack::enterDataTree);
        this.around = stack.toInference();
        this.list = list;
        codecs = JSONCodecFactorySupplier.RFC7951.getShared(modules);
    }

    /**
     * {@return the entry of a rule}
     *
     * @param id its key
     * @throws IllegalArgumentException when a value is none of the type that the module wants
     */
    MapEntryNode node(Rule rule, String id) {
        var rules = new JsonArray();
        rules.add(RuleJson.write(rule, id));
        var json = new JsonObject();
        json.add(LIST, rules);
        var result = new NormalizationResultHolder();
        var writer = ImmutableNormalizedNodeStreamWriter.from(result);
        try (var parser = JsonParserStream.create(writer, codecs, around)) {
            parser.parse(new JsonReader(new StringReader(json.toString())));
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return ((MapNode) result.getResult().data()).body().iterator().next();
    }

    /** {@return the rule of an entry} */
    Rule rule(MapEntryNode entry) {
        var text = new StringWriter();
        try (var json = new JsonWriter(text)) {
            json.beginObject();
            var stream = JSONNormalizedNodeStreamWriter.createNestedWriter(codecs, around, null, json);
            NormalizedNodeWriter.forStreamWriter(stream)
                    .write(ImmutableNodes.newUserMapBuilder()
                            .withNodeIdentifier(new NodeIdentifier(list))
                            .withChild(entry)
                            .build())
                    .flush();
            json.endObject();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot write " + entry.name(), e);
        }
        return RuleJson.read(JsonParser.parseString(text.toString())
                .getAsJsonObject()
                .getAsJsonArray(LIST)
                .get(0)
                .getAsJsonObject());
    }
}

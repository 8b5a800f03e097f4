package net.weftnet.config.access.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.weftnet.config.access.nacm.RuleReader;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.stream.NormalizedNodeWriter;
import org.opendaylight.yangtools.yang.data.codec.gson.JSONCodecFactory;
import org.opendaylight.yangtools.yang.data.codec.gson.JSONCodecFactorySupplier;
import org.opendaylight.yangtools.yang.data.codec.gson.JSONNormalizedNodeStreamWriter;
import org.opendaylight.yangtools.yang.data.codec.gson.JsonParserStream;
import org.opendaylight.yangtools.yang.data.impl.schema.ImmutableNormalizedNodeStreamWriter;
import org.opendaylight.yangtools.yang.data.impl.schema.NormalizationResultHolder;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeSnapshot;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;

/** Users, roles and rules as they are stored: one JSON object, its data as RFC 7951 encodes it. */
final class AccessDocument {
    /** The containers of the data. */
    static final List<QName> CONTAINERS = List.of(Users.CONTAINER, RuleReader.CONTAINER);

    private final JSONCodecFactory codecs;
    private final EffectiveModelContext modules;

    AccessDocument(EffectiveModelContext modules) {
        this.modules = modules;
        codecs = JSONCodecFactorySupplier.RFC7951.getShared(modules);
    }

    /**
     * What is stored.
     *
     * @param author who made the last change
     */
    record Content(long revision, Instant time, String author, List<ContainerNode> data, Map<String, String> hashes) {}

    byte[] write(Content content) {
        var data = new JsonObject();
        content.data().forEach(container -> write(container).asMap().forEach(data::add));
        var hashes = new JsonObject();
        content.hashes().forEach(hashes::addProperty);
        var document = new JsonObject();
        document.addProperty("revision", content.revision());
        document.addProperty("time", content.time().toString());
        document.addProperty("author", content.author());
        document.add("data", data);
        document.add("hashes", hashes);
        return document.toString().getBytes(UTF_8);
    }

    private JsonObject write(ContainerNode container) {
        var text = new StringWriter();
        try (var json = new JsonWriter(text)) {
            json.beginObject();
            try (var writer = NormalizedNodeWriter.forStreamWriter(
                    JSONNormalizedNodeStreamWriter.createNestedWriter(codecs, json))) {
                writer.write(container);
            }
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return JsonParser.parseString(text.toString()).getAsJsonObject();
    }

    /** @throws IllegalArgumentException when it is no such document */
    Content read(byte[] document) {
        try {
            var json = JsonParser.parseString(new String(document, UTF_8)).getAsJsonObject();
            var hashes = new HashMap<String, String>();
            json.getAsJsonObject("hashes").asMap().forEach((user, hash) -> hashes.put(user, hash.getAsString()));
            return new Content(
                    json.get("revision").getAsLong(),
                    Instant.parse(json.get("time").getAsString()),
                    json.get("author").getAsString(),
                    data(json.getAsJsonObject("data")),
                    hashes);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("The stored users and rules cannot be read", e);
        }
    }

    /** {@return the containers in a JSON object} */
    List<ContainerNode> data(JsonObject data) {
        var found = new ArrayList<ContainerNode>();
        data.asMap().forEach((name, value) -> {
            var one = new JsonObject();
            one.add(name, value);
            var result = new NormalizationResultHolder();
            try (var parser = JsonParserStream.create(ImmutableNormalizedNodeStreamWriter.from(result), codecs)) {
                parser.parse(new JsonReader(new StringReader(one.toString())));
            } catch (IOException e) {
                throw new UncheckedIOException("Reading from memory failed", e);
            }
            found.add((ContainerNode) result.getResult().data());
        });
        return found;
    }

    /** {@return the containers in a tree} */
    List<ContainerNode> data(DataTreeSnapshot tree) {
        return CONTAINERS.stream()
                .flatMap(name -> tree.readNode(YangInstanceIdentifier.of(name)).stream())
                .map(ContainerNode.class::cast)
                .toList();
    }

    EffectiveModelContext modules() {
        return modules;
    }
}

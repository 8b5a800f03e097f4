package net.weftnet.config.db.log;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.weftnet.config.db.api.ConfigSchema;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.model.api.ChoiceSchemaNode;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.UserOrderedAware;

/**
 * The whole configuration as one text: RFC 7951 JSON that depends on nothing but the configuration. Members, and entries
 * whose order means nothing, are sorted, so equal configurations are equal files.
 */
public final class ConfigFile {
    private static final YangInstanceIdentifier CONFIG = YangInstanceIdentifier.of(ConfigSchema.CONFIG);
    private static final String MEMBER = "weftnet-config:config";

    private final ChangeSetCodec codec;
    private final DataNodeContainer schema;

    /** Files of the configuration that this schema describes. */
    public ConfigFile(ChangeSetCodec codec, ConfigSchema schema) {
        this.codec = codec;
        this.schema = schema.container();
    }

    /** {@return the text of a configuration} */
    public String write(NormalizedNode config) {
        var json = JsonParser.parseString(codec.value(CONFIG, config)).getAsJsonObject();
        var sorted = new JsonObject();
        sorted.add(MEMBER, sorted(json.getAsJsonObject(MEMBER), schema));
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(sorted)
                + '\n';
    }

    /**
     * {@return the configuration of a text}
     *
     * @throws IllegalArgumentException when it is none
     */
    public NormalizedNode read(String text) {
        try {
            var json = JsonParser.parseString(text);
            if (json instanceof JsonObject file && file.size() == 1 && file.get(MEMBER) instanceof JsonObject) {
                return codec.node(CONFIG, file);
            }
        } catch (JsonParseException | IllegalStateException e) {
            throw new IllegalArgumentException("The file is no configuration: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("The file is no JSON object with one member, " + MEMBER);
    }

    private static JsonElement sorted(JsonObject object, DataNodeContainer schema) {
        var children = children(schema);
        var members = new TreeMap<String, JsonElement>();
        object.asMap().forEach((name, value) -> {
            var child = children.get(name.substring(name.indexOf(':') + 1));
            members.put(name, child == null ? value : sorted(value, child));
        });
        var result = new JsonObject();
        members.forEach(result::add);
        return result;
    }

    private static JsonElement sorted(JsonElement value, DataSchemaNode schema) {
        return switch (value) {
            case JsonObject object when schema instanceof DataNodeContainer inner -> sorted(object, inner);
            case JsonArray array -> sorted(array, schema);
            default -> value;
        };
    }

    private static JsonElement sorted(JsonArray array, DataSchemaNode schema) {
        var entries = array.asList().stream()
                .map(entry -> entry.isJsonObject() ? sorted(entry, schema) : entry)
                .toList();
        boolean isOrdered = schema instanceof UserOrderedAware list && list.isUserOrdered();
        var result = new JsonArray();
        (isOrdered ? entries : byText(entries)).forEach(result::add);
        return result;
    }

    private static List<JsonElement> byText(List<JsonElement> entries) {
        return entries.stream()
                .sorted(Comparator.comparing(JsonElement::toString))
                .toList();
    }

    /** Choices and cases are not in the data. */
    private static Map<String, DataSchemaNode> children(DataNodeContainer schema) {
        var found = new HashMap<String, DataSchemaNode>();
        for (var child : schema.getChildNodes()) {
            if (child instanceof ChoiceSchemaNode choice) {
                choice.getCases().forEach(one -> found.putAll(children(one)));
            } else {
                found.put(child.getQName().getLocalName(), child);
            }
        }
        return found;
    }
}

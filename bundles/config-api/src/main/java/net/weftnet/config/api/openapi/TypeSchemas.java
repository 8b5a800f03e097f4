package net.weftnet.config.api.openapi;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.opendaylight.yangtools.yang.model.api.TypeDefinition;
import org.opendaylight.yangtools.yang.model.api.TypedDataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.type.BinaryTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.BooleanTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.DecimalTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.EmptyTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.EnumTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.Int64TypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.LeafrefTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.PatternConstraint;
import org.opendaylight.yangtools.yang.model.api.type.RangeRestrictedTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.StringTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.Uint64TypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.UnionTypeDefinition;
import org.opendaylight.yangtools.yang.model.util.SchemaInferenceStack;

/** Writes the types of leafs as JSON Schema, values as RFC 7951 encodes them. */
final class TypeSchemas {

    /** What XML Schema's patterns have and those of JSON Schema have not: such a pattern is left out. */
    private static final Pattern FOREIGN = Pattern.compile("\\\\[pPicIC]|-\\[|&&");

    private final JsonWriter json;

    TypeSchemas(JsonWriter json) {
        this.json = json;
    }

    /**
     * Writes the members of the schema of a leaf's values.
     *
     * @param at where the leaf is, for references
     */
    void write(TypedDataSchemaNode leaf, SchemaInferenceStack at) throws IOException {
        write(leaf.getType(), at);
    }

    private void write(TypeDefinition<?> type, SchemaInferenceStack at) throws IOException {
        switch (type) {
            case BooleanTypeDefinition _ -> json.name("type").value("boolean");
            case Int64TypeDefinition _, DecimalTypeDefinition _ -> number("^-?[0-9]+(\\.[0-9]+)?$");
            case Uint64TypeDefinition _ -> number("^[0-9]+$");
            case RangeRestrictedTypeDefinition<?, ?> integer -> integer(integer);
            case EnumTypeDefinition names -> {
                json.name("type").value("string").name("enum").beginArray();
                for (var name : names.getValues()) {
                    json.value(name.getName());
                }
                json.endArray();
            }
            case StringTypeDefinition text -> text(text);
            case BinaryTypeDefinition _ ->
                json.name("type").value("string").name("format").value("byte");
            case EmptyTypeDefinition _ -> empty();
            case LeafrefTypeDefinition reference -> write(at.resolveLeafref(reference), at);
            case UnionTypeDefinition union -> {
                json.name("anyOf").beginArray();
                for (var member : union.getTypes()) {
                    json.beginObject();
                    write(member, at);
                    json.endObject();
                }
                json.endArray();
            }
            // Bits, identities and paths are text.
            default -> json.name("type").value("string");
        }
    }

    /** RFC 7951 section 6.1: what may have more than 53 bits is a string. */
    private void number(String pattern) throws IOException {
        json.name("type").value("string").name("pattern").value(pattern);
    }

    private void integer(RangeRestrictedTypeDefinition<?, ?> type) throws IOException {
        json.name("type").value("integer");
        var range = type.getRangeConstraint();
        if (range.isPresent()) {
            var span = range.get().getAllowedRanges().span();
            json.name("minimum").value(Long.parseLong(span.lowerEndpoint().toString()));
            json.name("maximum").value(Long.parseLong(span.upperEndpoint().toString()));
        }
    }

    private void text(StringTypeDefinition type) throws IOException {
        json.name("type").value("string");
        var length = type.getLengthConstraint();
        if (length.isPresent()) {
            var span = length.get().getAllowedRanges().span();
            json.name("minLength").value(span.lowerEndpoint());
            if (span.upperEndpoint() < Integer.MAX_VALUE) {
                json.name("maxLength").value(span.upperEndpoint());
            }
        }
        var patterns = type.getPatternConstraints().stream()
                .map(TypeSchemas::pattern)
                .flatMap(Optional::stream)
                .toList();
        if (patterns.size() == 1) {
            json.name("pattern").value(patterns.getFirst());
        } else if (!patterns.isEmpty()) {
            json.name("allOf").beginArray();
            for (var pattern : patterns) {
                json.beginObject().name("pattern").value(pattern).endObject();
            }
            json.endArray();
        }
    }

    /** {@return the pattern as JSON Schema has it, where nothing is anchored by itself} */
    private static Optional<String> pattern(PatternConstraint constraint) {
        var pattern = constraint.getRegularExpressionString();
        return FOREIGN.matcher(pattern).find() || constraint.getModifier().isPresent()
                ? Optional.empty()
                : Optional.of("^(?:" + pattern + ")$");
    }

    /** RFC 7951 section 6.9: an array with null in it. */
    private void empty() throws IOException {
        json.name("type")
                .value("array")
                .name("minItems")
                .value(1)
                .name("maxItems")
                .value(1);
        json.name("items")
                .beginObject()
                .name("nullable")
                .value(true)
                .name("type")
                .value("string");
        json.name("enum").beginArray().nullValue().endArray().endObject();
    }
}

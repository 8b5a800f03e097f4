package net.weftnet.config.db.validation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.weftnet.config.db.validation.xpath.DataNode;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.impl.codec.TypeDefinitionAwareCodec;
import org.opendaylight.yangtools.yang.model.api.TypeDefinition;
import org.opendaylight.yangtools.yang.model.api.TypedDataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.type.IdentityrefTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.InstanceIdentifierTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.LeafrefTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.UnionTypeDefinition;

/**
 * Whether the value of a leaf is of its type: ranges, lengths and patterns, those of the types it is derived from as well.
 * The value of a leafref is checked where it leads to, and names of identities by the codecs.
 */
final class TypeCheck {
    private final Map<TypeDefinition<?>, Optional<TypeDefinitionAwareCodec<Object, ?>>> codecs = new HashMap<>();

    /** {@return what is wrong with the value of a leaf} */
    Optional<String> objection(DataNode leaf) {
        var value = leaf.value();
        return value != null && leaf.schema().statement() instanceof TypedDataSchemaNode typed
                ? objection(typed.getType(), value)
                : Optional.empty();
    }

    private Optional<String> objection(TypeDefinition<?> type, Object value) {
        return switch (type) {
            case LeafrefTypeDefinition _, IdentityrefTypeDefinition _, InstanceIdentifierTypeDefinition _ ->
                Optional.empty();
            case UnionTypeDefinition union ->
                union.getTypes().stream()
                                .anyMatch(member -> objection(member, value).isEmpty())
                        ? Optional.empty()
                        : Optional.of("no type of the union allows it");
            default -> codec(type).flatMap(codec -> objection(codec, value));
        };
    }

    private Optional<TypeDefinitionAwareCodec<Object, ?>> codec(TypeDefinition<?> type) {
        return codecs.computeIfAbsent(type, _ -> Optional.ofNullable(known(type)));
    }

    private static @Nullable TypeDefinitionAwareCodec<Object, ?> known(TypeDefinition<?> type) {
        return TypeDefinitionAwareCodec.from(type);
    }

    private static Optional<String> objection(TypeDefinitionAwareCodec<Object, ?> codec, Object value) {
        if (!codec.getInputClass().isInstance(value)) {
            return Optional.of("it is no " + codec.getInputClass().getSimpleName());
        }
        try {
            codec.deserialize(codec.serialize(value));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}

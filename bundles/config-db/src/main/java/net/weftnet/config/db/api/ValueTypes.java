package net.weftnet.config.db.api;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.impl.codec.TypeDefinitionAwareCodec;
import org.opendaylight.yangtools.yang.model.api.ConstraintMetaDefinition;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.model.api.IdentitySchemaNode;
import org.opendaylight.yangtools.yang.model.api.TypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.IdentityrefTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.InstanceIdentifierTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.LeafrefTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.PatternConstraint;
import org.opendaylight.yangtools.yang.model.api.type.StringTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.UnionTypeDefinition;

/**
 * Whether values are of their types (RFC 7950 section 9): ranges, lengths, the characters of strings, the patterns of all types
 * that theirs is derived from, and identities. yang-data's codecs do not know the characters, and of the patterns only those of
 * the last type that has any. Where references and paths lead is another question. Thread-safe.
 */
public final class ValueTypes {

    /**
     * What is wrong with a value.
     *
     * @param appTag the {@code error-app-tag} of the statement that forbids it
     */
    public record Objection(String message, Optional<String> appTag) {}

    /** RFC 7950 section 9.4; what is not in it has no place in XML either. */
    private static final Pattern LEGAL =
            Pattern.compile("[\\t\\n\\r\\x20-\\x{D7FF}\\x{E000}-\\x{FDCF}\\x{FDF0}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]*+");

    private final EffectiveModelContext modules;
    private final Map<PatternConstraint, Pattern> patterns = new ConcurrentHashMap<>();
    private final Map<IdentitySchemaNode, Set<QName>> derived = new ConcurrentHashMap<>();
    private final Map<TypeDefinition<?>, Optional<TypeDefinitionAwareCodec<Object, ?>>> codecs =
            new ConcurrentHashMap<>();

    /** For the types of these modules. */
    public ValueTypes(EffectiveModelContext modules) {
        this.modules = modules;
    }

    /** {@return what is wrong with a value, as the tree holds it} */
    public Optional<Objection> objection(TypeDefinition<?> type, Object value) {
        return switch (type) {
            case LeafrefTypeDefinition _, InstanceIdentifierTypeDefinition _ -> Optional.empty();
            case IdentityrefTypeDefinition identity -> identity(identity, value);
            case StringTypeDefinition text when value instanceof String string -> text(text, string);
            case UnionTypeDefinition union ->
                union.getTypes().stream()
                                .anyMatch(member -> objection(member, value).isEmpty())
                        ? Optional.empty()
                        : because("no type of the union allows it");
            default -> codec(type).flatMap(codec -> objection(codec, value));
        };
    }

    private static Optional<Objection> because(String message) {
        return Optional.of(new Objection(message, Optional.empty()));
    }

    private static Optional<Objection> because(ConstraintMetaDefinition statement, String otherwise) {
        return Optional.of(new Objection(statement.getErrorMessage().orElse(otherwise), statement.getErrorAppTag()));
    }

    private Optional<Objection> text(StringTypeDefinition type, String value) {
        if (!LEGAL.matcher(value).matches()) {
            return because("it has characters that are none of a YANG string");
        }
        var length = type.getLengthConstraint();
        if (length.isPresent() && !length.get().getAllowedRanges().contains(value.codePointCount(0, value.length()))) {
            return because(
                    length.get(), "its length is not within " + length.get().getAllowedRanges());
        }
        for (var base = type; base != null; base = base.getBaseType()) {
            for (var pattern : base.getPatternConstraints()) {
                if (compiled(pattern).matcher(value).matches()
                        == pattern.getModifier().isPresent()) {
                    return because(pattern, "it does not match " + pattern.getRegularExpressionString());
                }
            }
        }
        return Optional.empty();
    }

    private Pattern compiled(PatternConstraint pattern) {
        return patterns.computeIfAbsent(pattern, constraint -> Pattern.compile(constraint.getJavaPatternString()));
    }

    /** An identity is of the type if it is derived from all of its bases (RFC 7950 section 9.10.2). */
    private Optional<Objection> identity(IdentityrefTypeDefinition type, Object value) {
        for (var base : type.getIdentities()) {
            if (!derived.computeIfAbsent(base, this::derived).contains(value)) {
                return because("it is not derived from " + base.getQName().getLocalName());
            }
        }
        return Optional.empty();
    }

    private Set<QName> derived(IdentitySchemaNode base) {
        var found = new HashSet<QName>();
        collect(base, found);
        return Set.copyOf(found);
    }

    private void collect(IdentitySchemaNode base, Set<QName> into) {
        for (var identity : modules.getDerivedIdentities(base)) {
            if (into.add(identity.getQName())) {
                collect(identity, into);
            }
        }
    }

    private Optional<TypeDefinitionAwareCodec<Object, ?>> codec(TypeDefinition<?> type) {
        return codecs.computeIfAbsent(type, _ -> Optional.ofNullable(known(type)));
    }

    private static @Nullable TypeDefinitionAwareCodec<Object, ?> known(TypeDefinition<?> type) {
        return TypeDefinitionAwareCodec.from(type);
    }

    private static Optional<Objection> objection(TypeDefinitionAwareCodec<Object, ?> codec, Object value) {
        if (!codec.getInputClass().isInstance(value)) {
            return because("it is no " + codec.getInputClass().getSimpleName());
        }
        try {
            codec.deserialize(codec.serialize(value));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return because(String.valueOf(e.getMessage()));
        }
    }
}

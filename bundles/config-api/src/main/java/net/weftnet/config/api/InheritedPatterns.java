package net.weftnet.config.api;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.opendaylight.netconf.databind.DatabindPath.Data;
import org.opendaylight.netconf.databind.ErrorPath;
import org.opendaylight.restconf.api.HttpStatusCode;
import org.opendaylight.yangtools.yang.common.ErrorTag;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNodeContainer;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContext;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContext.Composite;
import org.opendaylight.yangtools.yang.model.api.TypeDefinition;
import org.opendaylight.yangtools.yang.model.api.TypedDataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.type.EnumTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.PatternConstraint;
import org.opendaylight.yangtools.yang.model.api.type.StringTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.UnionTypeDefinition;

/**
 * Checks strings against the characters that YANG allows (RFC 7950 section 9.4), and against the patterns of all types
 * that theirs is derived from (section 9.4.5). OpenDaylight's codecs do not check the former, and of the latter only
 * those of the last type that has any: {@code ip-address-no-zone} would be any digits and dots.
 */
final class InheritedPatterns {

    /** RFC 7950 section 9.4; what is not in it has no place in XML either. */
    private static final Pattern LEGAL =
            Pattern.compile("[\\t\\n\\r\\x20-\\x{D7FF}\\x{E000}-\\x{FDCF}\\x{FDF0}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]*+");

    private final Map<PatternConstraint, Pattern> compiled = new ConcurrentHashMap<>();

    /** Refuses decoded data that has a string which does not fit its type. */
    void check(Data path, NormalizedNode node) throws RestconfException {
        check(node, path.schema(), path, path.instance());
    }

    private void check(NormalizedNode node, @Nullable DataSchemaContext schema, Data root, YangInstanceIdentifier path)
            throws RestconfException {
        if (node instanceof NormalizedNodeContainer<?> container && schema instanceof Composite composite) {
            for (var child : container.body()) {
                check(child, composite.childByArg(child.name()), root, path.node(child.name()));
            }
        } else if (schema != null
                && schema.dataSchemaNode() instanceof TypedDataSchemaNode leaf
                && node.body() instanceof String value) {
            var violated = violated(value, leaf.getType());
            if (violated.isPresent()) {
                throw RestconfException.protocol(
                        HttpStatusCode.BAD_REQUEST,
                        ErrorTag.INVALID_VALUE,
                        "The value %s of %s does not match %s"
                                .formatted(value, leaf.getQName().getLocalName(), violated.get()),
                        new ErrorPath(root.databind(), path));
            }
        }
    }

    /** {@return a pattern that the value does not match, if there is one} */
    Optional<String> violated(String value, TypeDefinition<?> type) {
        return switch (type) {
            case StringTypeDefinition string -> violated(value, string);
            case UnionTypeDefinition union -> violated(value, union);
            default -> Optional.empty();
        };
    }

    private Optional<String> violated(String value, StringTypeDefinition type) {
        if (!LEGAL.matcher(value).matches()) {
            return Optional.of("the characters of a YANG string");
        }
        for (var base = type; base != null; base = base.getBaseType()) {
            for (var pattern : base.getPatternConstraints()) {
                if (!compiled(pattern).matcher(value).matches()) {
                    return Optional.of(pattern.getRegularExpressionString());
                }
            }
        }
        return Optional.empty();
    }

    /** One member that fits is enough. */
    private Optional<String> violated(String value, UnionTypeDefinition union) {
        var violated = Optional.<String>empty();
        for (var member : union.getTypes()) {
            violated = member instanceof EnumTypeDefinition names ? unknownName(value, names) : violated(value, member);
            if (violated.isEmpty()) {
                return violated;
            }
        }
        return violated;
    }

    private static Optional<String> unknownName(String value, EnumTypeDefinition names) {
        return names.getValues().stream().anyMatch(name -> name.getName().equals(value))
                ? Optional.empty()
                : Optional.of(names.getValues().toString());
    }

    private Pattern compiled(PatternConstraint pattern) {
        return compiled.computeIfAbsent(pattern, constraint -> Pattern.compile(constraint.getJavaPatternString()));
    }
}

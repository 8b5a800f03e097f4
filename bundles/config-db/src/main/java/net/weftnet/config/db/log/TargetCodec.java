package net.weftnet.config.db.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeWithValue;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.PathArgument;
import org.opendaylight.yangtools.yang.data.codec.gson.JSONCodec;
import org.opendaylight.yangtools.yang.data.codec.gson.JSONCodecFactory;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContext;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContextTree;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;
import org.opendaylight.yangtools.yang.model.api.LeafListSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ListSchemaNode;
import org.opendaylight.yangtools.yang.model.api.Module;
import org.opendaylight.yangtools.yang.model.api.TypedDataSchemaNode;
import org.opendaylight.yangtools.yang.model.util.SchemaInferenceStack;

/**
 * Writes a place in the tree as a data resource identifier of RFC 8040 section 3.5.3, which unlike an
 * instance-identifier can hold any value of a key: {@code /weftnet-config:config/domain=default-domain/project=R%26D}.
 */
final class TargetCodec {
    private final JSONCodecFactory codecs;
    private final DataSchemaContextTree contexts;

    TargetCodec(JSONCodecFactory codecs, DataSchemaContextTree contexts) {
        this.codecs = codecs;
        this.contexts = contexts;
    }

    String encode(YangInstanceIdentifier path) {
        var text = new StringBuilder();
        var stack = SchemaInferenceStack.of(contexts.modelContext());
        DataSchemaContext context = contexts.getRoot();
        QNameModule module = null;
        var steps = path.getPathArguments();
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            context = enter(context, step, stack);
            if (context instanceof DataSchemaContext.PathMixin && i < steps.size() - 1) {
                continue;
            }
            var name = step.getNodeType();
            text.append('/');
            if (!name.getModule().equals(module)) {
                module = name.getModule();
                text.append(module(module).getName()).append(':');
            }
            text.append(name.getLocalName()).append(keys(context, step, stack));
        }
        return text.toString();
    }

    private static DataSchemaContext enter(DataSchemaContext context, PathArgument step, SchemaInferenceStack stack) {
        var child = ((DataSchemaContext.Composite) context).enterChild(stack, step);
        if (child == null) {
            throw new IllegalArgumentException("The modules have no " + step);
        }
        return child;
    }

    private String keys(DataSchemaContext context, PathArgument step, SchemaInferenceStack stack) {
        return switch (step) {
            case NodeIdentifierWithPredicates entry ->
                ((ListSchemaNode) context.dataSchemaNode())
                        .getKeyDefinition().stream()
                                .map(key -> write(
                                        keyCodec(context, key, stack), Objects.requireNonNull(entry.getValue(key))))
                                .collect(Collectors.joining(",", "=", ""));
            case NodeWithValue<?> entry -> '=' + write(leafCodec(context, stack), entry.getValue());
            default -> "";
        };
    }

    @SuppressWarnings("unchecked")
    private static String write(JSONCodec<?> codec, Object value) {
        var text = ((JSONCodec<Object>) codec).unparseValue(value).rawString();
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private JSONCodec<?> keyCodec(DataSchemaContext context, QName key, SchemaInferenceStack stack) {
        var inner = stack.copy();
        inner.enterDataTree(key);
        var leaf = ((DataNodeContainer) context.dataSchemaNode()).getDataChildByName(key);
        return codecs.codecFor((TypedDataSchemaNode) leaf, inner);
    }

    private JSONCodec<?> leafCodec(DataSchemaContext context, SchemaInferenceStack stack) {
        return codecs.codecFor((TypedDataSchemaNode) context.dataSchemaNode(), stack);
    }

    /**
     * {@return the place}
     *
     * @throws IllegalArgumentException when the modules have no such place
     */
    YangInstanceIdentifier decode(String text) {
        var path = new ArrayList<PathArgument>();
        var stack = SchemaInferenceStack.of(contexts.modelContext());
        DataSchemaContext context = contexts.getRoot();
        QNameModule module = null;
        for (var segment : text.substring(1).split("/", -1)) {
            int equals = segment.indexOf('=');
            var keys = equals < 0 ? null : List.of(segment.substring(equals + 1).split(",", -1));
            var name = name(equals < 0 ? segment : segment.substring(0, equals), module);
            module = name.getModule();
            context = enter(context, name, keys, stack, path);
        }
        return YangInstanceIdentifier.of(path);
    }

    /** Lists, leaf-lists and choices have a step of their own before that of what is in them. */
    private DataSchemaContext enter(
            DataSchemaContext from,
            QName name,
            @Nullable List<String> keys,
            SchemaInferenceStack stack,
            List<PathArgument> path) {
        var context = enter(from, name, stack);
        while (context instanceof DataSchemaContext.PathMixin mixin) {
            path.add(mixin.mixinPathStep());
            if (keys == null && isList(mixin)) {
                return mixin;
            }
            context = enter(mixin, name, stack);
        }
        path.add(keys == null ? context.getPathStep() : entry(context, name, keys, stack));
        return context;
    }

    private static DataSchemaContext enter(DataSchemaContext context, QName name, SchemaInferenceStack stack) {
        var child = context instanceof DataSchemaContext.Composite composite ? composite.enterChild(stack, name) : null;
        if (child == null) {
            throw new IllegalArgumentException("The modules have no " + name);
        }
        return child;
    }

    private static boolean isList(DataSchemaContext context) {
        return context.dataSchemaNode() instanceof ListSchemaNode
                || context.dataSchemaNode() instanceof LeafListSchemaNode;
    }

    private PathArgument entry(DataSchemaContext context, QName name, List<String> keys, SchemaInferenceStack stack) {
        if (!(context.dataSchemaNode() instanceof ListSchemaNode list)) {
            return new NodeWithValue<>(name, read(leafCodec(context, stack), keys.getFirst()));
        }
        var names = list.getKeyDefinition();
        if (names.size() != keys.size()) {
            throw new IllegalArgumentException(name + " has " + names.size() + " keys, not " + keys.size());
        }
        var values = new LinkedHashMap<QName, Object>();
        for (int i = 0; i < keys.size(); i++) {
            values.put(names.get(i), read(keyCodec(context, names.get(i), stack), keys.get(i)));
        }
        return NodeIdentifierWithPredicates.of(name, values);
    }

    private static Object read(JSONCodec<?> codec, String text) {
        return codec.parseValue(URLDecoder.decode(text, UTF_8));
    }

    private QName name(String text, @Nullable QNameModule parent) {
        int colon = text.indexOf(':');
        if (colon >= 0) {
            var module = contexts.modelContext()
                    .findModules(text.substring(0, colon))
                    .iterator();
            if (module.hasNext()) {
                return QName.create(module.next().getQNameModule(), text.substring(colon + 1));
            }
        } else if (parent != null) {
            return QName.create(parent, text);
        }
        throw new IllegalArgumentException("No module of " + text);
    }

    private Module module(QNameModule module) {
        return contexts.modelContext().findModule(module).orElseThrow();
    }
}

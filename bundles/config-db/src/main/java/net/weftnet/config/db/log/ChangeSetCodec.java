package net.weftnet.config.db.log;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeWithValue;
import org.opendaylight.yangtools.yang.data.api.schema.ChoiceNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.UserLeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.UserMapNode;
import org.opendaylight.yangtools.yang.data.api.schema.stream.NormalizedNodeWriter;
import org.opendaylight.yangtools.yang.data.codec.gson.JSONCodecFactory;
import org.opendaylight.yangtools.yang.data.codec.gson.JSONCodecFactorySupplier;
import org.opendaylight.yangtools.yang.data.codec.gson.JSONNormalizedNodeStreamWriter;
import org.opendaylight.yangtools.yang.data.codec.gson.JsonParserStream;
import org.opendaylight.yangtools.yang.data.impl.schema.ImmutableNormalizedNodeStreamWriter;
import org.opendaylight.yangtools.yang.data.impl.schema.NormalizationResultHolder;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidate;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidateNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContextTree;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.model.api.EffectiveStatementInference;
import org.opendaylight.yangtools.yang.model.api.stmt.CaseEffectiveStatement;
import org.opendaylight.yangtools.yang.model.api.stmt.ChoiceEffectiveStatement;
import org.opendaylight.yangtools.yang.model.util.SchemaInferenceStack;

/**
 * A change of the tree as JSON: a list of edits in the manner of YANG Patch (RFC 8072). The target is a
 * data resource identifier (RFC 8040), the value what the parent has there, as RFC 7951 encodes it.
 *
 * <pre>
 *   [{"operation": "replace", "target": "/weftnet-config:config/domain=d/display-name",
 *     "value": {"weftnet-config:display-name": "Demo"}},
 *    {"operation": "delete", "target": "/weftnet-config:config/domain=e"}]
 * </pre>
 *
 * Only what changed is in it, except that a list whose order the user decides is replaced as a whole.
 */
public final class ChangeSetCodec {
    /** From so many edits on it pays to share the work. */
    private static final int PARALLEL = 256;

    private final EffectiveModelContext modules;
    private final JSONCodecFactory codecs;
    private final DataSchemaContextTree contexts;
    private final TargetCodec targets;

    /** A codec for the data of these modules. */
    public ChangeSetCodec(EffectiveModelContext modules) {
        this.modules = modules;
        codecs = JSONCodecFactorySupplier.RFC7951.getShared(modules);
        contexts = DataSchemaContextTree.from(modules);
        targets = new TargetCodec(codecs, contexts);
    }

    /** {@return the edits that make the tree after a change from the tree before it, as a JSON array} */
    public String encode(DataTreeCandidate change) {
        return text(json -> write(change, json));
    }

    /** {@return the edits that make the one tree from the other, as a JSON array} */
    public String encode(List<TreeDifference> differences) {
        return text(json -> {
            json.beginArray();
            for (var one : differences) {
                replace(one.path(), one.before(), one.after(), json);
            }
            json.endArray();
        });
    }

    /** Writes what {@link #encode(DataTreeCandidate)} returns. */
    public void write(DataTreeCandidate change, JsonWriter json) throws IOException {
        json.beginArray();
        writeChildren(change.getRootPath(), change.getRootNode(), json);
        json.endArray();
    }

    private void write(YangInstanceIdentifier path, DataTreeCandidateNode node, JsonWriter json) throws IOException {
        var before = node.dataBefore();
        var after = node.dataAfter();
        switch (node.modificationType()) {
            case UNMODIFIED -> {}
            case WRITE, DELETE -> {
                // A choice has no identifier of its own.
                if (before instanceof ChoiceNode || after instanceof ChoiceNode) {
                    writeChildren(path, node, json);
                } else {
                    replace(path, before, after, json);
                }
            }
            case SUBTREE_MODIFIED, APPEARED, DISAPPEARED -> {
                if (isUserOrdered(before) || isUserOrdered(after)) {
                    replace(path, before, after, json);
                } else {
                    writeChildren(path, node, json);
                }
            }
        }
    }

    private void writeChildren(YangInstanceIdentifier path, DataTreeCandidateNode node, JsonWriter json)
            throws IOException {
        for (var child : node.childNodes()) {
            write(path.node(child.name()), child, json);
        }
    }

    private static boolean isUserOrdered(@Nullable NormalizedNode node) {
        return node instanceof UserMapNode || node instanceof UserLeafSetNode;
    }

    private void replace(
            YangInstanceIdentifier path,
            @Nullable NormalizedNode before,
            @Nullable NormalizedNode after,
            JsonWriter json)
            throws IOException {
        if (Objects.equals(before, after)) {
            return;
        }
        json.beginObject();
        json.name("operation").value(after == null ? "delete" : "replace");
        json.name("target").value(targets.encode(path));
        if (after != null) {
            json.name("value");
            writeValue(path, after, json);
        }
        json.endObject();
    }

    private interface Writing {
        void to(JsonWriter json) throws IOException;
    }

    private static String text(Writing writing) {
        var text = new StringWriter();
        try (var json = new JsonWriter(text)) {
            writing.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write in memory", e);
        }
        return text.toString();
    }

    /** {@return a node as RFC 7951 JSON: an object with one member, which is what its parent has there} */
    public String value(YangInstanceIdentifier path, NormalizedNode node) {
        return text(json -> writeValue(path, node, json));
    }

    /** Writes what {@link #value} returns. */
    public void writeValue(YangInstanceIdentifier path, NormalizedNode node, JsonWriter json) throws IOException {
        json.beginObject();
        var stream = JSONNormalizedNodeStreamWriter.createNestedWriter(codecs, parent(path), null, json);
        NormalizedNodeWriter.forStreamWriter(stream).write(inList(node)).flush();
        json.endObject();
    }

    /** An entry is written as the only one of its list. */
    private static NormalizedNode inList(NormalizedNode node) {
        return switch (node) {
            case MapEntryNode entry ->
                ImmutableNodes.newSystemMapBuilder()
                        .withNodeIdentifier(new YangInstanceIdentifier.NodeIdentifier(
                                entry.name().getNodeType()))
                        .withChild(entry)
                        .build();
            case LeafSetEntryNode<?> entry -> inLeafSet(entry);
            default -> node;
        };
    }

    private static <T> LeafSetNode<T> inLeafSet(LeafSetEntryNode<T> entry) {
        return ImmutableNodes.<T>newSystemLeafSetBuilder()
                .withNodeIdentifier(
                        new YangInstanceIdentifier.NodeIdentifier(entry.name().getNodeType()))
                .withChild(entry)
                .build();
    }

    /** The schema of what the node is in; for an entry, of what its list is in. */
    private EffectiveStatementInference parent(YangInstanceIdentifier path) {
        boolean isEntry = path.getLastPathArgument() instanceof NodeIdentifierWithPredicates
                || path.getLastPathArgument() instanceof NodeWithValue<?>;
        var parent = path.coerceParent();
        if (isEntry) {
            parent = parent.coerceParent();
        }
        if (parent.isEmpty()) {
            return SchemaInferenceStack.of(modules).toInference();
        }
        return contexts.enterPath(parent).orElseThrow().stack().toInference();
    }

    /** The schema of the data node that the node is in: JSON does not show the choices between the two. */
    private EffectiveStatementInference dataParent(YangInstanceIdentifier path) {
        var stack = SchemaInferenceStack.ofInference(parent(path));
        while (!stack.isEmpty()
                && (stack.currentStatement() instanceof ChoiceEffectiveStatement
                        || stack.currentStatement() instanceof CaseEffectiveStatement)) {
            stack.exit();
        }
        return stack.toInference();
    }

    /** The reader puts back the choices that JSON leaves out; there is one node in each, for there is one in the JSON. */
    private static NormalizedNode withinChoices(NormalizedNode node) {
        var inner = node;
        while (inner instanceof ChoiceNode choice) {
            inner = choice.body().iterator().next();
        }
        return inner;
    }

    /**
     * {@return the place of a data resource identifier}
     *
     * @throws IllegalArgumentException when the modules have no such place
     */
    public YangInstanceIdentifier path(String target) {
        return targets.decode(target);
    }

    /**
     * Applies edits to a tree.
     *
     * @throws IllegalArgumentException when they do not fit the modules
     */
    public void apply(JsonArray edits, DataTreeModification tree) {
        decoded(edits).forEach(edit -> edit.to(tree));
    }

    /** Decoding takes most of the time of a start; what is long is decoded on all processors. */
    private List<DecodedEdit> decoded(JsonArray edits) {
        var stream = edits.asList().stream();
        return (edits.size() < PARALLEL ? stream : stream.parallel())
                .map(edit -> decoded(edit.getAsJsonObject()))
                .toList();
    }

    private DecodedEdit decoded(JsonObject edit) {
        var path = targets.decode(edit.get("target").getAsString());
        return switch (edit.get("operation").getAsString()) {
            case "replace" -> new DecodedEdit(path, node(path, edit.getAsJsonObject("value")));
            case "delete" -> new DecodedEdit(path, null);
            case String other -> throw new IllegalArgumentException("Unknown operation " + other);
        };
    }

    /**
     * {@return what {@link #value} has written}
     *
     * @throws IllegalArgumentException when it does not fit the modules
     */
    public NormalizedNode node(YangInstanceIdentifier path, JsonObject value) {
        return node(path, new JsonReader(new StringReader(value.toString())));
    }

    /**
     * {@return what {@link #writeValue} has written}
     *
     * @throws IllegalArgumentException when it does not fit the modules
     */
    public NormalizedNode node(YangInstanceIdentifier path, JsonReader value) {
        var result = new NormalizationResultHolder();
        var writer = ImmutableNormalizedNodeStreamWriter.from(result);
        try (var parser = JsonParserStream.create(writer, codecs, dataParent(path))) {
            parser.parse(value);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read " + path, e);
        }
        var node = withinChoices(result.getResult().data());
        return switch (path.getLastPathArgument()) {
            case NodeIdentifierWithPredicates _ ->
                ((MapNode) node).body().iterator().next();
            case NodeWithValue<?> _ -> ((LeafSetNode<?>) node).body().iterator().next();
            default -> node;
        };
    }
}

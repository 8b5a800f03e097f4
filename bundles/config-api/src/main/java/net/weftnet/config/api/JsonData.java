package net.weftnet.config.api;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.opendaylight.netconf.databind.DatabindContext;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.data.api.schema.ChoiceNode;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerChild;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNodeContainer;
import org.opendaylight.yangtools.yang.data.api.schema.UnkeyedListNode;
import org.opendaylight.yangtools.yang.data.codec.gson.DefaultJSONValueWriter;
import org.opendaylight.yangtools.yang.data.codec.gson.JSONCodec;
import org.opendaylight.yangtools.yang.model.api.ChoiceSchemaNode;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;
import org.opendaylight.yangtools.yang.model.api.LeafListSchemaNode;
import org.opendaylight.yangtools.yang.model.api.LeafSchemaNode;
import org.opendaylight.yangtools.yang.model.util.SchemaInferenceStack;

/**
 * Writes YANG data as JSON (RFC 7951), always in the same order: keys first, members as in the schema, entries that the system
 * orders by their keys. OpenDaylight's own writer has no order and leaves out empty containers, which is what a retrieval of little
 * depth consists of.
 */
final class JsonData {

    private final DatabindContext databind;
    private final SchemaInferenceStack stack;
    private final JsonWriter json;

    /**
     * A writer of members of one resource.
     *
     * @param stack the place of that resource in the schema
     */
    JsonData(DatabindContext databind, SchemaInferenceStack stack, JsonWriter json) {
        this.databind = databind;
        this.stack = stack;
        this.json = json;
    }

    /** Writes the members of a resource between {@code beginObject} and {@code endObject}. */
    void members(DataContainerNode node, DataNodeContainer schema, QNameModule module) throws IOException {
        var children = new HashMap<QName, DataContainerChild>();
        collect(node, children);
        if (node instanceof MapEntryNode entry) {
            for (var key : entry.name().keySet()) {
                member(Objects.requireNonNull(children.remove(key)), module);
            }
        }
        members(children, schema, module);
    }

    /** Choices and cases have no place in JSON, and a list without entries is no list. */
    private static void collect(DataContainerNode node, Map<QName, DataContainerChild> into) {
        for (var child : node.body()) {
            if (child instanceof ChoiceNode choice) {
                collect(choice, into);
            } else if (!(Collection.isCollection(child) && ((NormalizedNodeContainer<?>) child).isEmpty())) {
                into.put(child.name().getNodeType(), child);
            }
        }
    }

    private void members(Map<QName, DataContainerChild> children, DataNodeContainer schema, QNameModule module)
            throws IOException {
        for (var child : schema.getChildNodes()) {
            if (child instanceof ChoiceSchemaNode choice) {
                for (var option : choice.getCases()) {
                    members(children, option, module);
                }
            } else if (children.get(child.getQName()) instanceof DataContainerChild node) {
                member(node, module);
            }
        }
    }

    /** Writes a name and a value; the name with its module's if that is another one than the parent's. */
    void member(NormalizedNode node, QNameModule parentModule) throws IOException {
        var qname = node.name().getNodeType();
        var module = qname.getModule();
        json.name(
                module.equals(parentModule)
                        ? qname.getLocalName()
                        : moduleName(databind, module) + ':' + qname.getLocalName());
        stack.enterDataTree(qname);
        value(node, module);
        stack.exitToDataTree();
    }

    /** {@return the name that a member of this module has in front} */
    static String moduleName(DatabindContext databind, QNameModule module) {
        return databind.modelContext()
                .findModuleStatement(module)
                .orElseThrow()
                .argument()
                .getLocalName();
    }

    private void value(NormalizedNode node, QNameModule module) throws IOException {
        switch (node) {
            case LeafNode<?> leaf -> leaf(leaf.body());
            case LeafSetNode<?> list -> {
                json.beginArray();
                for (var entry : Entries.inOrder(list)) {
                    leaf(entry.body());
                }
                json.endArray();
            }
            case MapNode list -> {
                json.beginArray();
                for (var entry : Entries.inOrder(list)) {
                    object(entry, module);
                }
                json.endArray();
            }
            case UnkeyedListNode list -> {
                json.beginArray();
                for (var entry : list.body()) {
                    object(entry, module);
                }
                json.endArray();
            }
            case DataContainerNode container -> object(container, module);
            default -> throw new IllegalStateException("No JSON for " + node.contract());
        }
    }

    private void object(DataContainerNode node, QNameModule module) throws IOException {
        json.beginObject();
        members(node, (DataNodeContainer) stack.currentStatement(), module);
        json.endObject();
    }

    @SuppressWarnings("unchecked") // The tree holds values of the type of their leaf only.
    private void leaf(Object value) throws IOException {
        var codec = (JSONCodec<Object>)
                switch (stack.currentStatement()) {
                    case LeafSchemaNode leaf -> databind.jsonCodecs().codecFor(leaf, stack);
                    case LeafListSchemaNode list -> databind.jsonCodecs().codecFor(list, stack);
                    default -> throw new IllegalStateException("No leaf: " + stack.currentStatement());
                };
        codec.writeValue(new DefaultJSONValueWriter(json), value);
    }
}

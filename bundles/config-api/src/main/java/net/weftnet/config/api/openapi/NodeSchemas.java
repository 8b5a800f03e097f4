package net.weftnet.config.api.openapi;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.model.api.ChoiceSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ContainerSchemaNode;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.model.api.ElementCountConstraintAware;
import org.opendaylight.yangtools.yang.model.api.LeafListSchemaNode;
import org.opendaylight.yangtools.yang.model.api.LeafSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ListSchemaNode;
import org.opendaylight.yangtools.yang.model.api.TypedDataSchemaNode;
import org.opendaylight.yangtools.yang.model.util.SchemaInferenceStack;

/** Writes what is in containers, lists, and the input and output of operations as JSON Schema. */
final class NodeSchemas {

    private final EffectiveModelContext model;
    private final JsonWriter json;
    private final TypeSchemas types;

    NodeSchemas(EffectiveModelContext model, JsonWriter json) {
        this.model = model;
        this.json = json;
        types = new TypeSchemas(json);
    }

    /**
     * How what is inside a node is written.
     *
     * @param name the name of the node's component, to refer to those of what is in it; empty to write that in place
     * @param module the module of the node
     */
    private record Inside(Optional<String> name, QNameModule module, boolean isConfig) {
        Inside in(DataSchemaNode node, String step) {
            return new Inside(
                    name.map(outer -> outer + '.' + step),
                    node.getQName().getModule(),
                    node.effectiveConfig().orElse(isConfig));
        }
    }

    /** Writes the schema of a container, or of the entries of a list. */
    void write(Described described) throws IOException {
        json.beginObject();
        describe(described.node(), Optional.empty());
        members(
                described.container(),
                stack(described.steps()),
                new Inside(
                        Optional.of(described.name()),
                        described.node().getQName().getModule(),
                        described.isConfig()));
        json.endObject();
    }

    /** Writes the schema of the input or output of an operation. */
    void write(DataNodeContainer container, SchemaInferenceStack at, QNameModule module) throws IOException {
        json.beginObject();
        members(container, at, new Inside(Optional.empty(), module, true));
        json.endObject();
    }

    /** Writes the schema of a key in a path. */
    void write(Described.Key key) throws IOException {
        var at = stack(key.steps());
        at.enterDataTree(key.leaf());
        json.beginObject();
        types.write((TypedDataSchemaNode) key.list().getDataChildByName(key.leaf()), at);
        json.endObject();
    }

    private SchemaInferenceStack stack(List<QName> steps) {
        var stack = SchemaInferenceStack.of(model);
        steps.forEach(stack::enterDataTree);
        return stack;
    }

    private void members(DataNodeContainer container, SchemaInferenceStack at, Inside inside) throws IOException {
        json.name("type").value("object").name("properties").beginObject();
        var required = new ArrayList<String>();
        properties(container, at, inside, false, required);
        if (container instanceof ListSchemaNode list) {
            list.getKeyDefinition().stream()
                    .map(QName::getLocalName)
                    .filter(key -> !required.contains(key))
                    .forEach(required::add);
        }
        json.endObject();
        if (!required.isEmpty()) {
            json.name("required").beginArray();
            for (var name : required) {
                json.value(name);
            }
            json.endArray();
        }
    }

    /** @param isOptional whether the nodes are in a case, which need not be chosen */
    private void properties(
            DataNodeContainer container,
            SchemaInferenceStack at,
            Inside inside,
            boolean isOptional,
            List<String> required)
            throws IOException {
        for (var child : container.getChildNodes()) {
            if (child instanceof ChoiceSchemaNode choice) {
                for (var option : choice.getCases()) {
                    properties(option, at, inside, true, required);
                }
                continue;
            }
            var step = child.getQName().getModule().equals(inside.module())
                    ? child.getQName().getLocalName()
                    : moduleName(child.getQName()) + ':' + child.getQName().getLocalName();
            if (!isOptional && child instanceof LeafSchemaNode leaf && leaf.isMandatory()) {
                required.add(step);
            }
            at.enterDataTree(child.getQName());
            json.name(step);
            property(child, at, inside.in(child, step.replace(':', '.')));
            at.exitToDataTree();
        }
    }

    private void property(DataSchemaNode node, SchemaInferenceStack at, Inside inside) throws IOException {
        json.beginObject();
        switch (node) {
            case LeafSchemaNode leaf -> {
                types.write(leaf, at);
                describe(leaf, leaf.getType().getUnits());
                var standard = leaf.getType().getDefaultValue();
                if (standard.isPresent()) {
                    json.name("x-default").value(standard.get().toString());
                }
            }
            case LeafListSchemaNode list -> {
                describe(list, list.getType().getUnits());
                array(list);
                json.beginObject();
                types.write(list, at);
                json.endObject();
            }
            case ListSchemaNode list -> {
                describe(list, Optional.empty());
                array(list);
                nested(list, at, inside);
            }
            case ContainerSchemaNode container -> {
                if (inside.name().isPresent()) {
                    json.name("$ref").value(reference(inside.name().get()));
                } else {
                    describe(container, Optional.empty());
                    members(container, at, inside);
                }
            }
            default -> {
                // Any data: nothing is said of it.
            }
        }
        json.endObject();
    }

    private void nested(ListSchemaNode list, SchemaInferenceStack at, Inside inside) throws IOException {
        json.beginObject();
        if (inside.name().isPresent()) {
            json.name("$ref").value(reference(inside.name().get()));
        } else {
            members(list, at, inside);
        }
        json.endObject();
    }

    static String reference(String name) {
        return "#/components/schemas/" + name;
    }

    private void array(ElementCountConstraintAware list) throws IOException {
        json.name("type").value("array");
        var limits = list.getElementCountConstraint();
        if (limits.isPresent()) {
            Integer minimum = limits.get().getMinElements();
            Integer maximum = limits.get().getMaxElements();
            if (minimum != null && minimum > 0) {
                json.name("minItems").value(minimum);
            }
            if (maximum != null) {
                json.name("maxItems").value(maximum);
            }
        }
        json.name("items");
    }

    private void describe(DataSchemaNode node, Optional<String> units) throws IOException {
        var text = node.getDescription().map(NodeSchemas::oneLine).orElse("");
        var all = units.map(unit -> (text + " In " + unit + '.').strip()).orElse(text);
        if (!all.isEmpty()) {
            json.name("description").value(all);
        }
        if (!node.effectiveConfig().orElse(true)) {
            json.name("readOnly").value(true);
        }
    }

    /** {@return a description without the line ends and indentation of its module} */
    static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private String moduleName(QName name) {
        return model.findModuleStatement(name.getModule())
                .orElseThrow()
                .argument()
                .getLocalName();
    }
}

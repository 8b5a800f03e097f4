package net.weftnet.config.api;

import org.opendaylight.netconf.databind.DatabindPath.Rpc;
import org.opendaylight.restconf.api.HttpStatusCode;
import org.opendaylight.yangtools.yang.common.ErrorTag;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ChoiceNode;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.model.api.ChoiceSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ContainerSchemaNode;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ListSchemaNode;
import org.opendaylight.yangtools.yang.model.api.MandatoryAware;
import org.opendaylight.yangtools.yang.model.api.TypedDataSchemaNode;

/** Holds the input of an operation to what the schema makes mandatory; the codecs check values only. */
final class OperationInput {

    private final ValueCheck values;

    OperationInput(ValueCheck values) {
        this.values = values;
    }

    void check(Rpc rpc, ContainerNode input) throws RestconfException {
        var stack = rpc.inference().toSchemaInferenceStack();
        stack.enterSchemaTree(rpc.inputStatement().argument());
        check((DataNodeContainer) stack.currentStatement(), input);
    }

    private void check(DataNodeContainer schema, DataContainerNode node) throws RestconfException {
        for (var child : schema.getChildNodes()) {
            var value = node.childByArg(NodeIdentifier.create(child.getQName()));
            if (value == null) {
                requireOptional(child);
            }
            switch (child) {
                case ContainerSchemaNode container when value instanceof ContainerNode inner -> check(container, inner);
                case ListSchemaNode list
                when value instanceof MapNode entries -> {
                    for (var entry : entries.body()) {
                        check(list, entry);
                    }
                }
                case TypedDataSchemaNode leaf
                when value instanceof LeafNode<?> given -> values.check(leaf, given.body(), null);
                case TypedDataSchemaNode leaf
                when value instanceof LeafSetNode<?> given -> {
                    for (var entry : given.body()) {
                        values.check(leaf, entry.body(), null);
                    }
                }
                case ChoiceSchemaNode choice when value instanceof ChoiceNode chosen -> check(choice, chosen);
                default -> {}
            }
        }
    }

    /** Only the case that is there has to be whole. */
    private void check(ChoiceSchemaNode choice, ChoiceNode chosen) throws RestconfException {
        var names =
                chosen.body().stream().map(child -> child.name().getNodeType()).toList();
        for (var option : choice.getCases()) {
            if (option.getChildNodes().stream().anyMatch(child -> names.contains(child.getQName()))) {
                check(option, chosen);
            }
        }
    }

    /** A container that only gives structure is there whether it is sent or not. */
    private static void requireOptional(DataSchemaNode child) throws RestconfException {
        if (child instanceof MandatoryAware aware && aware.isMandatory()) {
            throw RestconfException.protocol(
                    HttpStatusCode.BAD_REQUEST,
                    ErrorTag.MISSING_ELEMENT,
                    "The input has no " + child.getQName().getLocalName());
        }
        if (child instanceof ContainerSchemaNode container && !container.isPresenceContainer()) {
            for (var inner : container.getChildNodes()) {
                requireOptional(inner);
            }
        }
    }
}

package net.weftnet.config.vnc.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ChoiceNode;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;

/**
 * A node of the modules that is a member of an object in JSON.
 *
 * @param name its name there
 * @param schema what it is
 * @param choices the choices between it and the node that it is in, outermost first; JSON does not show them
 */
record Member(String name, DataSchemaNode schema, List<NodeIdentifier> choices) {

    /** {@return the data of this member; null when there is none} */
    @Nullable
    NormalizedNode in(DataContainerNode around) {
        var place = around;
        for (var choice : choices) {
            if (!(place.childByArg(choice) instanceof ChoiceNode chosen)) {
                return null;
            }
            place = chosen;
        }
        return place.childByArg(new NodeIdentifier(schema.getQName()));
    }

    /** {@return OpenContrail's name in JSON for a node of the modules} */
    static String jsonName(DataSchemaNode schema) {
        return Names.json(schema.getQName().getLocalName());
    }
}

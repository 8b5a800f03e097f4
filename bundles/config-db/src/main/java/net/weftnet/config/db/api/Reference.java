package net.weftnet.config.db.api;

import java.util.List;
import java.util.Set;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;

/**
 * A place in an object where it refers to others by their fq-name.
 *
 * @param path where the leaf is
 * @param targetTypes the types of the objects referred to
 * @param isLink whether the reference is a link of the graph; otherwise it is a part of a property
 * @param link the name of the link
 * @param attribute the nodes that are the attribute of the link, in the order of the schema
 */
public record Reference(
        LeafPath path, Set<String> targetTypes, boolean isLink, String link, List<DataSchemaNode> attribute) {

    public Reference {
        targetTypes = Set.copyOf(targetTypes);
        attribute = List.copyOf(attribute);
    }

    /** {@return the name of the node in the object} */
    public String name() {
        return path.steps().getFirst().getLocalName();
    }

    /** {@return whether the link carries an attribute: it is an entry of a list, not just a leaf} */
    public boolean hasAttribute() {
        return isLink && path.steps().size() == 2;
    }
}

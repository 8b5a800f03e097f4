package net.weftnet.config.api;

import java.util.Optional;
import org.opendaylight.netconf.databind.DatabindPath.Data;
import org.opendaylight.restconf.api.ApiPath.ApiIdentifier;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.UnkeyedListNode;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContext;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContext.Composite;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContext.PathMixin;
import org.opendaylight.yangtools.yang.model.api.LeafListSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ListSchemaNode;

/** A whole list or leaf-list. It is no resource in RFC 8040, but a retrieval may name it by leaving out the keys. */
final class Collection {

    private Collection() {}

    static boolean isCollection(NormalizedNode node) {
        return node instanceof MapNode || node instanceof LeafSetNode || node instanceof UnkeyedListNode;
    }

    /** {@return whether a path names all entries of a list or leaf-list} */
    static boolean is(Data target) {
        return target.schema() instanceof PathMixin mixin && isCollection(mixin);
    }

    /** {@return the list or leaf-list of this name in a resource, if it has one} */
    static Optional<Data> find(Data parent, ApiIdentifier name) {
        var module = module(parent, name);
        if (module.isEmpty() || !(parent.schema() instanceof Composite node)) {
            return Optional.empty();
        }
        var qname = name.identifier().bindTo(module.get());
        var path = parent.instance();
        // A list in a choice is below the choice in the data tree, though not in a path.
        DataSchemaContext child = node.childByQName(qname);
        while (child instanceof PathMixin mixin) {
            path = path.node(mixin.mixinPathStep());
            if (isCollection(mixin)) {
                return Optional.of(parent.enterPath(path));
            }
            child = mixin.childByQName(qname);
        }
        return Optional.empty();
    }

    private static boolean isCollection(DataSchemaContext context) {
        return context.dataSchemaNode() instanceof ListSchemaNode
                || context.dataSchemaNode() instanceof LeafListSchemaNode;
    }

    private static Optional<QNameModule> module(Data parent, ApiIdentifier name) {
        var prefix = name.module();
        if (prefix == null) {
            return Optional.of(
                    parent.instance().getLastPathArgument().getNodeType().getModule());
        }
        return parent.databind().modelContext().findModuleStatements(prefix).stream()
                .findFirst()
                .map(module -> module.localQNameModule());
    }
}

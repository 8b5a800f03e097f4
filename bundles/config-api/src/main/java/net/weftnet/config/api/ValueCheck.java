package net.weftnet.config.api;

import java.util.List;
import java.util.Map;
import net.weftnet.config.db.api.ValueTypes;
import org.jspecify.annotations.Nullable;
import org.opendaylight.netconf.databind.DatabindPath.Data;
import org.opendaylight.netconf.databind.ErrorMessage;
import org.opendaylight.netconf.databind.ErrorPath;
import org.opendaylight.netconf.databind.RequestError;
import org.opendaylight.restconf.api.HttpStatusCode;
import org.opendaylight.yangtools.yang.common.ErrorTag;
import org.opendaylight.yangtools.yang.common.ErrorType;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNodeContainer;
import org.opendaylight.yangtools.yang.data.api.schema.ValueNode;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContext;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContext.Composite;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.model.api.TypedDataSchemaNode;

/** Refuses decoded data with a value that is not of its type, as far as OpenDaylight's codecs let it through. */
final class ValueCheck {

    private final ValueTypes types;

    ValueCheck(EffectiveModelContext modules) {
        types = new ValueTypes(modules);
    }

    /** Checks all values in some data. */
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
                && node instanceof ValueNode<?> value
                && schema.dataSchemaNode() instanceof TypedDataSchemaNode leaf) {
            check(leaf, value.body(), new ErrorPath(root.databind(), path));
        }
    }

    /**
     * Checks one value.
     *
     * @param path where it is; null in the input of an operation
     */
    void check(TypedDataSchemaNode leaf, Object value, @Nullable ErrorPath path) throws RestconfException {
        var objection = types.objection(leaf.getType(), value);
        if (objection.isPresent()) {
            // RFC 7950 section 8.3.1: invalid-value, with the tag and the message of the statement.
            var message = "The value %s of %s is not acceptable: %s"
                    .formatted(
                            value,
                            leaf.getQName().getLocalName(),
                            objection.get().message());
            throw new RestconfException(
                    HttpStatusCode.BAD_REQUEST,
                    List.of(new RequestError(
                            ErrorType.PROTOCOL,
                            ErrorTag.INVALID_VALUE,
                            new ErrorMessage(message),
                            objection.get().appTag().orElse(null),
                            path,
                            null)),
                    Map.of(),
                    null);
        }
    }
}

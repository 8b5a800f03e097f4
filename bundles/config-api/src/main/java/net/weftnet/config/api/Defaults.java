package net.weftnet.config.api;

import java.util.Optional;
import org.opendaylight.netconf.databind.DatabindContext;
import org.opendaylight.restconf.api.query.WithDefaultsParam;
import org.opendaylight.yangtools.yang.model.api.ChoiceSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ContainerSchemaNode;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.LeafListSchemaNode;
import org.opendaylight.yangtools.yang.model.api.LeafSchemaNode;
import org.opendaylight.yangtools.yang.model.api.type.IdentityrefTypeDefinition;
import org.opendaylight.yangtools.yang.model.util.SchemaInferenceStack;

/**
 * What a retrieval says about defaults (RFC 6243, RFC 8040 section 4.8.9). The server's own mode is {@code explicit}: a value
 * that somebody set is data, also when it is the default.
 */
record Defaults(DatabindContext databind, WithDefaultsParam mode) {

    /** {@return whether defaults in use are sent} */
    boolean reports() {
        return mode == WithDefaultsParam.REPORT_ALL || mode == WithDefaultsParam.REPORT_ALL_TAGGED;
    }

    /** {@return whether defaults that are sent say so} */
    boolean tags() {
        return mode == WithDefaultsParam.REPORT_ALL_TAGGED;
    }

    /** {@return whether values that are the default are left out} */
    boolean trims() {
        return mode == WithDefaultsParam.TRIM;
    }

    /** {@return whether a leaf has a default} */
    static boolean has(LeafSchemaNode leaf) {
        // A type's default is none of a mandatory leaf; that of an identityref has a prefix only its own module knows.
        return !leaf.isMandatory()
                && leaf.getType().getDefaultValue().isPresent()
                && !(leaf.getType() instanceof IdentityrefTypeDefinition);
    }

    /**
     * {@return the default of a leaf, as the tree would hold it}
     *
     * @param at where the leaf is
     */
    Optional<Object> of(LeafSchemaNode leaf, SchemaInferenceStack at) {
        return has(leaf)
                ? leaf.getType()
                        .getDefaultValue()
                        .map(text -> databind.jsonCodecs().codecFor(leaf, at).parseValue(text.toString()))
                : Optional.empty();
    }

    /** {@return whether there is something to report where a node is not stored} */
    static boolean areBelow(DataSchemaNode node) {
        if (isConditional(node)) {
            return false;
        }
        return switch (node) {
            case LeafSchemaNode leaf -> has(leaf);
            case LeafListSchemaNode list -> !list.getDefaults().isEmpty();
            case ContainerSchemaNode container -> !container.isPresenceContainer() && areInside(container);
            case ChoiceSchemaNode choice ->
                choice.getDefaultCase().map(Defaults::areInside).orElse(false);
            default -> false;
        };
    }

    private static boolean areInside(DataNodeContainer container) {
        return container.getChildNodes().stream().anyMatch(Defaults::areBelow);
    }

    /** A default with a condition is in use only where the condition holds, which is not evaluated here. */
    private static boolean isConditional(DataSchemaNode node) {
        return node.getWhenCondition().isPresent();
    }
}

package net.weftnet.config.db.view;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ChoiceNode;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.UnkeyedListNode;
import org.opendaylight.yangtools.yang.model.api.CaseSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ChoiceSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ContainerSchemaNode;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ElementCountConstraint;
import org.opendaylight.yangtools.yang.model.api.ElementCountConstraintAware;
import org.opendaylight.yangtools.yang.model.api.ListSchemaNode;
import org.opendaylight.yangtools.yang.model.api.MandatoryAware;

/**
 * Mandatory nodes and the number of entries (RFC 7950 sections 7.6.5, 7.7.5, 7.7.6). yang-data-tree checks them when a node
 * is written, but not when a mandatory leaf is deleted. Of each kind of node it remembers what can be incomplete in it, which
 * mostly is little. What has a condition of its own is left to the validation of conditions. Used by one thread at a time.
 */
final class Completeness {

    /**
     * What is wrong.
     *
     * @param appTag that of RFC 7950 section 15
     */
    record Objection(String message, Optional<String> appTag) {
        private static Optional<Objection> of(String message, String appTag) {
            return Optional.of(new Objection(message, Optional.of(appTag)));
        }
    }

    private final Map<DataNodeContainer, List<DataSchemaNode>> demanding = new IdentityHashMap<>();

    /** {@return what is wrong with some data, objects inside it left aside} */
    Optional<Objection> within(DataNodeContainer schema, @Nullable DataContainerNode data, String where) {
        for (var child : demanding(schema)) {
            var value = data == null ? null : data.childByArg(new NodeIdentifier(child.getQName()));
            var objection = objection(child, value, where + child.getQName().getLocalName());
            if (objection.isPresent()) {
                return objection;
            }
        }
        return Optional.empty();
    }

    /** {@return the children that can be incomplete, or be missed} */
    private List<DataSchemaNode> demanding(DataNodeContainer schema) {
        var known = demanding.get(schema);
        if (known == null) {
            var found = new ArrayList<DataSchemaNode>();
            for (var child : schema.getChildNodes()) {
                if (isDemanding(child)) {
                    found.add(child);
                }
            }
            known = List.copyOf(found);
            demanding.put(schema, known);
        }
        return known;
    }

    private boolean isDemanding(DataSchemaNode child) {
        if (child instanceof MandatoryAware mandatory && mandatory.isMandatory()
                || child instanceof ElementCountConstraintAware counted
                        && counted.getElementCountConstraint().isPresent()) {
            return true;
        }
        return switch (child) {
            // Entries that are objects are looked at when they change themselves.
            case DataNodeContainer inner ->
                !isObject(child) && !demanding(inner).isEmpty();
            case ChoiceSchemaNode choice ->
                choice.getCases().stream().anyMatch(one -> !demanding(one).isEmpty());
            default -> false;
        };
    }

    private Optional<Objection> objection(DataSchemaNode schema, @Nullable NormalizedNode value, String name) {
        boolean isConditional = schema.getWhenCondition().isPresent();
        if (value == null && !isConditional && schema instanceof MandatoryAware mandatory && mandatory.isMandatory()) {
            return schema instanceof ChoiceSchemaNode
                    ? Objection.of(name + " is missing", "missing-choice")
                    : Optional.of(new Objection(name + " is missing", Optional.empty()));
        }
        if (schema instanceof ElementCountConstraintAware counted && !(value == null && isConditional)) {
            var objection = counted.getElementCountConstraint().flatMap(limits -> objection(limits, value, name));
            if (objection.isPresent()) {
                return objection;
            }
        }
        return switch (schema) {
            case ListSchemaNode list when !isObject(list) -> entries(list, value, name);
            // A container without presence is there when anything in it has to be.
            case ContainerSchemaNode container
            when !isObject(container) ->
                value == null && (container.isPresenceContainer() || isConditional)
                        ? Optional.empty()
                        : within(container, (@Nullable DataContainerNode) value, name + '/');
            case ChoiceSchemaNode choice when value instanceof ChoiceNode chosen -> chosenCase(choice, chosen, name);
            default -> Optional.empty();
        };
    }

    private static boolean isObject(DataSchemaNode schema) {
        return schema instanceof DataNodeContainer container
                && container.getChildNodes().stream()
                        .anyMatch(child -> child.getQName().getLocalName().equals("uuid"));
    }

    private static Optional<Objection> objection(
            ElementCountConstraint limits, @Nullable NormalizedNode value, String name) {
        int count = value == null ? 0 : entries(value).size();
        Integer minimum = limits.getMinElements();
        Integer maximum = limits.getMaxElements();
        if (minimum != null && count < minimum) {
            return Objection.of(name + " needs at least " + minimum + ", not " + count, "too-few-elements");
        }
        return maximum != null && count > maximum
                ? Objection.of(name + " has at most " + maximum + ", not " + count, "too-many-elements")
                : Optional.empty();
    }

    private static Collection<? extends NormalizedNode> entries(NormalizedNode value) {
        return switch (value) {
            case MapNode list -> list.body();
            case UnkeyedListNode list -> list.body();
            case LeafSetNode<?> leafs -> leafs.body();
            default -> throw new IllegalStateException("No list: " + value.contract());
        };
    }

    private Optional<Objection> entries(ListSchemaNode list, @Nullable NormalizedNode value, String name) {
        return value == null
                ? Optional.empty()
                : entries(value).stream()
                        .flatMap(entry -> within(list, (DataContainerNode) entry, name + '/').stream())
                        .findFirst();
    }

    private Optional<Objection> chosenCase(ChoiceSchemaNode choice, ChoiceNode chosen, String name) {
        return choice.getCases().stream()
                .filter(one -> isChosen(one, chosen))
                .flatMap(one -> one.getChildNodes().stream())
                .flatMap(child -> objection(
                        child,
                        chosen.childByArg(new NodeIdentifier(child.getQName())),
                        name + '/' + child.getQName().getLocalName())
                        .stream())
                .findFirst();
    }

    private static boolean isChosen(CaseSchemaNode one, ChoiceNode chosen) {
        return one.getChildNodes().stream()
                .anyMatch(child -> chosen.childByArg(new NodeIdentifier(child.getQName())) != null);
    }
}

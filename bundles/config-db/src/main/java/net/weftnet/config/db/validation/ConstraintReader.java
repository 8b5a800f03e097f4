package net.weftnet.config.db.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.weftnet.config.db.validation.Constraint.Kind;
import net.weftnet.config.db.validation.xpath.SchemaNode;
import org.opendaylight.yangtools.yang.model.api.AugmentationTarget;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;
import org.opendaylight.yangtools.yang.model.api.ElementCountConstraintAware;
import org.opendaylight.yangtools.yang.model.api.MandatoryAware;
import org.opendaylight.yangtools.yang.model.api.MustConstraintAware;
import org.opendaylight.yangtools.yang.model.api.WhenConditionAware;
import org.opendaylight.yangtools.yang.xpath.api.YangXPathExpression;

/** Finds every {@code must} and {@code when} of the configuration. */
final class ConstraintReader {
    private final List<Constraint> found = new ArrayList<>();

    private ConstraintReader() {}

    static List<Constraint> read(SchemaNode root) {
        var reader = new ConstraintReader();
        reader.read(root, List.of());
        return reader.found;
    }

    /** @param guards the conditions of the containers without presence right above */
    private void read(SchemaNode parent, List<Constraint> guards) {
        for (var node : parent.children().values()) {
            var conditions = conditions(node, parent);
            var inherited = new ArrayList<>(guards);
            inherited.addAll(conditions);
            found.addAll(conditions);
            required(node, parent, guards).ifPresent(found::add);
            if (node.statement() instanceof MustConstraintAware aware) {
                for (var must : aware.getMustConstraints()) {
                    found.add(new Constraint(
                            Kind.MUST,
                            node,
                            node,
                            must.getXpath(),
                            must.getXpath().toString(),
                            must.getErrorMessage(),
                            must.getErrorAppTag(),
                            List.copyOf(inherited)));
                }
            }
            read(node, node.isStructure() ? inherited : List.of());
        }
    }

    /** {@return that a node with a condition of its own is mandatory; what has none is not a matter of expressions} */
    private static Optional<Constraint> required(SchemaNode node, SchemaNode parent, List<Constraint> guards) {
        if (parent.isRoot()
                || !(node.statement() instanceof WhenConditionAware aware)
                || aware.getWhenCondition().isEmpty()
                || !(node.statement() instanceof ElementCountConstraintAware
                        || node.statement() instanceof MandatoryAware mandatory && mandatory.isMandatory())) {
            return Optional.empty();
        }
        var when = aware.getWhenCondition().get();
        var required = new Constraint(
                Kind.REQUIRED, parent, node, when, when.toString(), Optional.empty(), Optional.empty(), guards);
        return required.minimum() > 0 ? Optional.of(required) : Optional.empty();
    }

    private static List<Constraint> conditions(SchemaNode node, SchemaNode parent) {
        var conditions = new ArrayList<Constraint>();
        if (node.statement() instanceof WhenConditionAware aware) {
            aware.getWhenCondition().ifPresent(when -> conditions.add(when(node, node, when)));
        }
        for (var branch : node.branches()) {
            branch.choice().getWhenCondition().ifPresent(when -> conditions.add(when(node, parent, when)));
            branch.inCase().getWhenCondition().ifPresent(when -> conditions.add(when(node, parent, when)));
            augmentations(branch.choice(), node, parent, conditions);
            augmentations(branch.inCase(), node, parent, conditions);
        }
        if (!parent.isRoot()) {
            if (parent.statement() instanceof AugmentationTarget target) {
                augmentations(target, node, parent, conditions);
            }
            if (parent.statement() instanceof DataNodeContainer container) {
                uses(container, node, parent, conditions);
            }
        }
        return conditions;
    }

    private static void augmentations(
            AugmentationTarget target, SchemaNode node, SchemaNode parent, List<Constraint> conditions) {
        for (var augmentation : target.getAvailableAugmentations()) {
            boolean isAdded = augmentation.getChildNodes().stream()
                    .anyMatch(child -> child.getQName().equals(node.name())
                            || node.branches().stream()
                                    .anyMatch(branch -> branch.inCase()
                                                    .getQName()
                                                    .equals(child.getQName())
                                            || branch.choice().getQName().equals(child.getQName())));
            if (isAdded) {
                augmentation.getWhenCondition().ifPresent(when -> conditions.add(when(node, parent, when)));
            }
        }
    }

    private static void uses(
            DataNodeContainer container, SchemaNode node, SchemaNode parent, List<Constraint> conditions) {
        for (var uses : container.getUses()) {
            boolean isOfGrouping = uses.getSourceGrouping().getChildNodes().stream()
                    .map(child -> child.getQName().getLocalName())
                    .anyMatch(name -> name.equals(node.name().getLocalName())
                            || node.branches().stream().limit(1).anyMatch(branch -> branch.choice()
                                    .getQName()
                                    .getLocalName()
                                    .equals(name)));
            if (isOfGrouping) {
                uses.getWhenCondition().ifPresent(when -> conditions.add(when(node, parent, when)));
            }
        }
    }

    private static Constraint when(SchemaNode node, SchemaNode context, YangXPathExpression when) {
        return new Constraint(
                Kind.WHEN, node, context, when, when.toString(), Optional.empty(), Optional.empty(), List.of());
    }
}

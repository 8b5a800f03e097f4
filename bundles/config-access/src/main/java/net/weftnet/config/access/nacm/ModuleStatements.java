package net.weftnet.config.access.nacm;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.weftnet.config.access.nacm.Rule.Step;
import net.weftnet.config.access.nacm.Rule.Target;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.model.api.ChoiceSchemaNode;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.model.api.EffectiveStatementEquivalent;
import org.opendaylight.yangtools.yang.model.api.SchemaNode;

/**
 * What the modules themselves say about access: {@code default-deny-write} and {@code default-deny-all} (RFC 8341
 * section 3.3), which hold for a node and all that is in it. They are the last rules, before the defaults.
 */
final class ModuleStatements {
    private static final String NACM = "urn:ietf:params:xml:ns:yang:ietf-netconf-acm";

    private final List<Rule> rules = new ArrayList<>();

    ModuleStatements(EffectiveModelContext modules) {
        for (var child : modules.getChildNodes()) {
            collect(child, List.of());
        }
        for (var rpc : modules.getOperations()) {
            denied(rpc)
                    .ifPresent(operations -> add(
                            rpc.getQName().getModule(),
                            new Target.Call(Optional.of(rpc.getQName().getLocalName())),
                            operations));
        }
        for (var kind : modules.getNotifications()) {
            denied(kind)
                    .ifPresent(operations -> add(
                            kind.getQName().getModule(),
                            new Target.Notification(Optional.of(kind.getQName().getLocalName())),
                            operations));
        }
    }

    List<Rule> rules() {
        return rules;
    }

    private void collect(DataSchemaNode node, List<Step> around) {
        if (node instanceof ChoiceSchemaNode choice) {
            choice.getCases().forEach(one -> one.getChildNodes().forEach(child -> collect(child, around)));
            return;
        }
        var path = new ArrayList<>(around);
        path.add(new Step(node.getQName(), Map.of()));
        denied(node)
                .ifPresent(operations ->
                        rules.add(new Rule(0, Optional.empty(), new Target.Data(path), operations, false)));
        if (node instanceof DataNodeContainer container) {
            container.getChildNodes().forEach(child -> collect(child, path));
        }
    }

    private void add(QNameModule module, Target target, Set<Operation> operations) {
        rules.add(new Rule(0, Optional.of(module), target, operations, false));
    }

    private static Optional<Set<Operation>> denied(SchemaNode node) {
        var found = EnumSet.noneOf(Operation.class);
        // Statements of extensions are kept only as they were written.
        var written =
                ((EffectiveStatementEquivalent<?>) node).asEffectiveStatement().getDeclared();
        if (written == null) {
            return Optional.empty();
        }
        for (var statement : written.declaredSubstatements()) {
            var name = statement.statementDefinition().getStatementName();
            if (name.getNamespace().toString().equals(NACM)) {
                switch (name.getLocalName()) {
                    case "default-deny-all" -> found.addAll(EnumSet.allOf(Operation.class));
                    case "default-deny-write" ->
                        found.addAll(EnumSet.of(Operation.CREATE, Operation.UPDATE, Operation.DELETE));
                    default -> {}
                }
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    /** {@return for each top-level node the modules of what can be in it} */
    static Map<QName, Set<QNameModule>> modulesBelow(EffectiveModelContext modules) {
        var found = new HashMap<QName, Set<QNameModule>>();
        for (var child : modules.getChildNodes()) {
            var below = new HashSet<QNameModule>();
            collect(child, below);
            found.put(child.getQName(), Set.copyOf(below));
        }
        return found;
    }

    private static void collect(DataSchemaNode node, Set<QNameModule> found) {
        found.add(node.getQName().getModule());
        switch (node) {
            case ChoiceSchemaNode choice -> choice.getCases().forEach(one -> collect(one, found));
            case DataNodeContainer container -> container.getChildNodes().forEach(child -> collect(child, found));
            default -> {}
        }
    }
}

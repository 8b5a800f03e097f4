package net.weftnet.config.access.nacm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.weftnet.config.access.nacm.Rule.Target;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.PathArgument;

/** The rules for one user, ready to be asked. Immutable; thread-safe. */
public final class RuleSet {
    private final Set<Operation> defaults;
    private final Map<QName, Set<QNameModule>> modulesBelow;
    private final PathTrie paths = new PathTrie();
    private final List<Rule> general = new ArrayList<>();
    private final List<Rule> calls = new ArrayList<>();
    private final List<Rule> notifications = new ArrayList<>();

    /**
     * Makes rules ready.
     *
     * @param rules the rules in their order
     * @param defaults what may be done where no rule speaks
     * @param modulesBelow for each top-level node the modules of what can be in it
     */
    RuleSet(List<Rule> rules, Set<Operation> defaults, Map<QName, Set<QNameModule>> modulesBelow) {
        this.defaults = Set.copyOf(defaults);
        this.modulesBelow = modulesBelow;
        for (var rule : rules) {
            switch (rule.target()) {
                case Target.Everything _ -> {
                    general.add(rule);
                    calls.add(rule);
                    notifications.add(rule);
                }
                case Target.Data(var path) when path.isEmpty() -> general.add(rule);
                case Target.Data(var path) -> paths.add(path, rule);
                case Target.Call _ -> calls.add(rule);
                case Target.Notification _ -> notifications.add(rule);
            }
        }
    }

    /** {@return the place of a top-level node} */
    Position enter(PathArgument top) {
        var below = modulesBelow.getOrDefault(
                top.getNodeType(), Set.of(top.getNodeType().getModule()));
        return new Position(this, List.of(paths), general, below).enter(top);
    }

    boolean permitsByDefault(Operation operation) {
        return defaults.contains(operation);
    }

    /** {@return whether an operation may be called} */
    public boolean permitsCall(QName rpc) {
        return decide(
                calls,
                Operation.EXEC,
                rpc,
                rule -> rule.target() instanceof Target.Call(var name)
                        && name.filter(given -> !given.equals(rpc.getLocalName()))
                                .isPresent());
    }

    /** {@return whether notifications of a kind may be received} */
    public boolean permitsNotification(QName kind) {
        return decide(
                notifications,
                Operation.READ,
                kind,
                rule -> rule.target() instanceof Target.Notification(var name)
                        && name.filter(given -> !given.equals(kind.getLocalName()))
                                .isPresent());
    }

    private boolean decide(
            List<Rule> rules, Operation operation, QName name, java.util.function.Predicate<Rule> namesAnother) {
        for (var rule : rules) {
            if (rule.speaksOf(operation, name.getModule()) && !namesAnother.test(rule)) {
                return rule.isPermit();
            }
        }
        return permitsByDefault(operation);
    }
}

package net.weftnet.config.access.nacm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.PathArgument;

/**
 * A place in the data, with what the rules say there. Immutable. Lists, leaf-lists and choices are no places of their own,
 * only their entries and cases' nodes are.
 */
final class Position {
    private final RuleSet rules;
    private final List<PathTrie> open;
    private final List<Rule> applying;
    private final Set<QNameModule> modules;

    /** Bits of the operations that have one answer for everything from here down; only where no path goes on. */
    private final int permitted;

    private final int denied;

    /** The place of every node that no path names; all have the same rules. */
    private @Nullable Position unnamed;

    /**
     * A place.
     *
     * @param open the places in the paths of rules that may go on from here
     * @param applying the rules that apply to everything here, in their order
     * @param modules the modules of all that can be here and below
     */
    Position(RuleSet rules, List<PathTrie> open, List<Rule> applying, Set<QNameModule> modules) {
        this.rules = rules;
        this.open = open;
        this.applying = applying;
        this.modules = modules;
        int yes = 0;
        int no = 0;
        if (open.isEmpty()) {
            for (var operation : Operation.values()) {
                boolean isPermitted = modules.stream().allMatch(module -> permits(operation, module));
                boolean isDenied = modules.stream().noneMatch(module -> permits(operation, module));
                yes |= isPermitted ? operation.bit() : 0;
                no |= isDenied ? operation.bit() : 0;
            }
        }
        permitted = yes;
        denied = no;
    }

    /** {@return the place that a step leads to} */
    Position enter(PathArgument step) {
        var reached = new ArrayList<PathTrie>();
        open.forEach(trie -> trie.enter(step, reached));
        if (!reached.isEmpty()) {
            return with(reached);
        }
        if (unnamed == null) {
            unnamed = open.isEmpty() ? this : with(List.of());
        }
        return unnamed;
    }

    private Position with(List<PathTrie> reached) {
        var all = new ArrayList<>(applying);
        reached.forEach(trie -> all.addAll(trie.rules()));
        all.sort(Comparator.comparingInt(Rule::order));
        return new Position(
                rules, reached.stream().filter(PathTrie::hasChildren).toList(), List.copyOf(all), modules);
    }

    /** {@return whether something may be done with the node at this place} */
    boolean permits(Operation operation, PathArgument node) {
        return permits(operation, node.getNodeType().getModule());
    }

    private boolean permits(Operation operation, QNameModule module) {
        for (var rule : applying) {
            if (rule.speaksOf(operation, module)) {
                return rule.isPermit();
            }
        }
        return rules.permitsByDefault(operation);
    }

    /** {@return whether something may be done with everything at this place and below it} */
    boolean permitsAll(Operation operation) {
        return (permitted & operation.bit()) != 0;
    }

    /** {@return whether something may be done with nothing at this place and below it} */
    boolean permitsNone(Operation operation) {
        return (denied & operation.bit()) != 0;
    }
}

package net.weftnet.config.access.nacm;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;

/**
 * A rule of a rule-list (RFC 8341 section 3.4.5), or a statement {@code default-deny-…} of a module as one.
 *
 * @param order its place among all rules; the first one that fits decides
 * @param module the module of what it speaks of; empty for every module
 * @param target what it speaks of
 * @param operations what is done with it
 * @param isPermit whether that may be done
 */
record Rule(int order, Optional<QNameModule> module, Target target, Set<Operation> operations, boolean isPermit) {

    Rule {
        operations = Set.copyOf(operations);
    }

    /** What a rule speaks of. */
    sealed interface Target {
        /** Everything. */
        record Everything() implements Target {}

        /** A data node, and what is in it. */
        record Data(List<Step> path) implements Target {
            public Data {
                path = List.copyOf(path);
            }
        }

        /** An operation; all of them without a name. */
        record Call(Optional<String> name) implements Target {}

        /** A kind of notification; all of them without a name. */
        record Notification(Optional<String> name) implements Target {}
    }

    /**
     * A step of a path.
     *
     * @param node the name of the node
     * @param keys values that the keys of a list entry have; a leaf-list's entry has its value under its own name
     */
    record Step(QName node, Map<QName, String> keys) {
        Step {
            keys = Map.copyOf(keys);
        }
    }

    boolean speaksOf(Operation operation, QNameModule place) {
        return operations.contains(operation)
                && (module.isEmpty() || module.get().equals(place));
    }
}

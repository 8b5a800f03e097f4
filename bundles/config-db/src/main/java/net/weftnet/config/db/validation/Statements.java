package net.weftnet.config.db.validation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ValueTypes;
import net.weftnet.config.db.api.ValueTypes.Objection;
import net.weftnet.config.db.validation.Affected.Case;
import net.weftnet.config.db.validation.Constraint.Kind;
import net.weftnet.config.db.validation.xpath.DataNode;
import net.weftnet.config.db.validation.xpath.Evaluator;
import net.weftnet.config.db.validation.xpath.SchemaNode;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidate;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.model.api.TypedDataSchemaNode;

/**
 * Checks changes against the statements {@code must}, {@code when}, {@code unique} and {@code type}. It must see every
 * change of the tree, in order. Used by one thread at a time.
 */
public final class Statements {
    private final SchemaNode schema;
    private final List<Constraint> constraints;
    private final List<UniqueRule> rules;
    private final Evaluator evaluator;
    private final ValueTypes types;
    private final Instances instances;
    private final Journal journal = new Journal();
    private final Affected affected;
    private final Uniqueness uniqueness;

    /** The kinds of nodes that any statement looks at, and what these are in. */
    private final Set<SchemaNode> watched;

    private long evaluations;

    /** Over an empty tree. */
    public Statements(EffectiveModelContext modules) {
        schema = SchemaNode.of(modules);
        constraints = ConstraintReader.read(schema);
        rules = UniqueRule.read(schema);
        evaluator = new Evaluator(modules);
        affected = new Affected(constraints, evaluator, journal);
        uniqueness = new Uniqueness(rules, journal);
        types = new ValueTypes(modules);
        instances = new Instances(schema, journal);
        watched = withAncestors(Stream.concat(affected.watched(), rules.stream().flatMap(UniqueRule::looksAt)));
    }

    private static Set<SchemaNode> withAncestors(Stream<SchemaNode> kinds) {
        var all = new HashSet<SchemaNode>();
        kinds.forEach(kind -> {
            var next = Optional.of(kind);
            while (next.isPresent() && all.add(next.get())) {
                next = next.get().parent();
            }
        });
        return all;
    }

    /**
     * Checks a change; when it is refused, it is as if it had not been seen.
     *
     * @param isMade whether the change is made when it is good, or was only tried
     * @throws ConfigException for the first violation
     */
    public void check(DataTreeCandidate candidate, boolean isMade) throws ConfigException {
        var violations = new ArrayList<Violation>();
        boolean isAccepted = false;
        try {
            var root = root(candidate.getRootNode().dataAfter());
            var changes = changes(candidate);
            violations.addAll(typeViolations(changes));
            violations.addAll(instances.update(changes, root.data()));
            violations.addAll(uniqueness.update(changes));
            violations.addAll(evaluate(update(changes, root)));
            isAccepted = violations.isEmpty();
        } finally {
            if (isAccepted && isMade) {
                journal.keep();
            } else {
                journal.rollBack();
            }
        }
        if (!isAccepted) {
            throw violations.getFirst().exception();
        }
    }

    /** Takes a change that was checked elsewhere. */
    public void follow(DataTreeCandidate candidate) {
        if (!affected.looksUp() && rules.isEmpty() && instances.isEmpty()) {
            return;
        }
        boolean isDone = false;
        try {
            var node = candidate.getRootNode();
            // A path may name a node of any kind.
            var changes = instances.isEmpty()
                    ? Changes.ofWatched(node, root(node.dataBefore()), root(node.dataAfter()), watched)
                    : changes(candidate);
            instances.update(changes, node.dataAfter());
            uniqueness.update(changes);
            update(changes, root(candidate.getRootNode().dataAfter()));
            isDone = true;
        } finally {
            if (isDone) {
                journal.keep();
            } else {
                journal.rollBack();
            }
        }
    }

    /** {@return what is wrong with a tree, all of which is checked, whatever was checked before} */
    List<Violation> violations(@Nullable NormalizedNode tree) {
        var root = root(tree);
        var everything = Changes.everything(root, watched);
        var violations = new ArrayList<>(typeViolations(everything));
        violations.addAll(new Instances(schema, new Journal()).update(everything, tree));
        violations.addAll(new Uniqueness(rules, new Journal()).update(everything));
        violations.addAll(evaluate(new Affected(constraints, evaluator, new Journal()).by(everything, root)));
        return violations;
    }

    /** {@return how many expressions were evaluated so far} */
    long evaluations() {
        return evaluations;
    }

    private DataNode root(@Nullable NormalizedNode data) {
        return DataNode.root(schema, data);
    }

    private List<Change> changes(DataTreeCandidate candidate) {
        var node = candidate.getRootNode();
        return Changes.of(node, root(node.dataBefore()), root(node.dataAfter()), watched);
    }

    private Map<Case, DataNode> update(List<Change> changes, DataNode now) {
        var cases = affected.by(changes, now);
        affected.forgetGone(changes);
        affected.index(cases);
        return cases;
    }

    private List<Violation> typeViolations(List<Change> changes) {
        var violations = new ArrayList<Violation>();
        for (var change : changes) {
            var after = change.after();
            if (after != null) {
                objection(after).ifPresent(objection -> violations.add(Violation.type(after, objection.message())));
            }
        }
        return violations;
    }

    private Optional<Objection> objection(DataNode leaf) {
        var value = leaf.value();
        return value != null && leaf.schema().statement() instanceof TypedDataSchemaNode typed
                ? types.objection(typed.getType(), value)
                : Optional.empty();
    }

    private List<Violation> evaluate(Map<Case, DataNode> cases) {
        var violations = new ArrayList<Violation>();
        cases.forEach((one, node) -> {
            if (!holds(one.constraint(), node)) {
                violations.add(Violation.of(one.constraint(), node));
            }
        });
        return violations;
    }

    private boolean holds(Constraint constraint, DataNode node) {
        if (!node.isStored() && (constraint.kind() == Kind.WHEN || !exists(constraint, node))) {
            return true;
        }
        evaluations++;
        return constraint.holds(node, evaluator);
    }

    /** A node that is only implied is not there when a condition of it, or of what it is in, is not met. */
    private boolean exists(Constraint constraint, DataNode node) {
        return constraint.guards().stream()
                .allMatch(guard -> guard.holds(node.ancestor(guard.on().depth()), evaluator));
    }
}

package net.weftnet.config.transformer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.weftnet.config.db.api.CommitCompletion;
import net.weftnet.config.db.api.ConfigDatastore.Edit;
import net.weftnet.config.db.api.ObjectChange;
import net.weftnet.config.transformer.engine.DerivationGraph;
import net.weftnet.config.transformer.intent.Data;
import net.weftnet.config.transformer.numbers.AllocatedNumbers;
import net.weftnet.config.transformer.numbers.NumberName;
import net.weftnet.config.transformer.rules.Rules;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives out the numbers that the compiled state needs, in the commit that makes them needed, and takes back those that it
 * makes needless. It derives for itself which numbers are needed, of what little of the configuration that depends on, since
 * the commit cannot wait for everything else to be derived. Used by the one writer at a time.
 *
 * <p>A number that was given out stays while it is needed, also when somebody replaces the settings without it.
 */
final class NumberPlanner implements CommitCompletion {
    private static final Logger log = LoggerFactory.getLogger(NumberPlanner.class);
    private static final String SYSTEM = "global-system-config";

    private final DerivationGraph graph = Rules.numbersGraph();
    private final Set<String> types = Rules.readByNumbersGraph();
    private final Contributions contributions = new Contributions();
    private NeededNumbers needed = new NeededNumbers();
    private Map<NumberName, Long> given = Map.of();

    /** What was tried and is neither kept nor dropped. */
    private List<ObjectChange> tried = List.of();

    private NeededNumbers neededBefore = needed;

    /** A defect here must keep nobody from writing: numbers are given out by commits of their own then. */
    private boolean isBroken;

    @Override
    public void follow(List<ObjectChange> changes) {
        guarded(() -> {
            apply(changes);
            settings(changes).ifPresent(numbers -> given = numbers);
        });
    }

    @Override
    public Optional<Edit> complete(List<ObjectChange> changes) {
        var numbers = new TreeMap<NumberName, Long>();
        var isDifferent = new boolean[1];
        guarded(() -> {
            tried = changes;
            neededBefore = needed;
            boolean isOther = apply(changes);
            var written = settings(changes);
            if (isOther || written.isPresent()) {
                var known = new TreeMap<>(written.orElse(given));
                given.forEach(known::putIfAbsent);
                numbers.putAll(AllocatedNumbers.complete(known, needed.names()));
                isDifferent[0] = !numbers.equals(written.orElse(given));
            }
        });
        return isDifferent[0] ? Optional.of(tree -> AllocatedNumbers.write(tree, numbers)) : Optional.empty();
    }

    @Override
    public void keep(List<ObjectChange> changes) {
        tried = List.of();
        guarded(() -> settings(changes).ifPresent(numbers -> given = numbers));
    }

    @Override
    public void drop() {
        guarded(() -> {
            if (!tried.isEmpty()) {
                apply(tried.stream().map(NumberPlanner::inverse).toList());
                needed = neededBefore;
                tried = List.of();
            }
        });
    }

    /** {@return whether other numbers are needed} */
    private boolean apply(List<ObjectChange> changes) {
        var relevant = changes.stream()
                .filter(change -> types.contains(change.key().type()))
                .toList();
        var replacements = relevant.isEmpty() ? List.<DerivationGraph.Replacement>of() : graph.apply(relevant);
        if (replacements.isEmpty()) {
            return false;
        }
        var updated = contributions.after(replacements);
        contributions.put(updated);
        needed = needed.after(updated);
        return true;
    }

    private static ObjectChange inverse(ObjectChange change) {
        return new ObjectChange(change.type(), change.key(), change.path(), change.after(), change.before());
    }

    /** {@return the numbers in the settings, if they change} */
    private static Optional<Map<NumberName, Long>> settings(List<ObjectChange> changes) {
        return changes.stream()
                .filter(change -> change.key().type().equals(SYSTEM))
                .flatMap(change -> Optional.ofNullable(change.after()).stream())
                .map(settings -> AllocatedNumbers.read(new Data(settings)))
                .findFirst();
    }

    private void guarded(Runnable step) {
        if (isBroken) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException e) {
            log.error("transformer: numbers are given out by commits of their own from now on", e);
            isBroken = true;
        }
    }
}

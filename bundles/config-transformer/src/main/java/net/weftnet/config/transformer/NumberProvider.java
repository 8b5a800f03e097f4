package net.weftnet.config.transformer;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.transformer.numbers.AllocatedNumbers;
import net.weftnet.config.transformer.numbers.NumberName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives out numbers that the commit which made them needed did not, by a commit: those of a log that older software wrote,
 * or that was written to while the transformer did not run. Otherwise the {@link NumberPlanner} is first. Every node tries;
 * the first one's commit is everybody's, and those of the others change nothing. Owned by the transformer's thread; commits
 * are made on a thread of their own, one at a time.
 */
final class NumberProvider {
    private static final Logger log = LoggerFactory.getLogger(NumberProvider.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final OwnerThread owner;
    private final ConfigDatastore datastore;
    private final Supplier<Optional<Set<NumberName>>> toBeProvided;
    private boolean isCommitting;

    /**
     * A provider.
     *
     * @param toBeProvided says what is needed, when that is not what is given out
     */
    NumberProvider(OwnerThread owner, ConfigDatastore datastore, Supplier<Optional<Set<NumberName>>> toBeProvided) {
        this.owner = owner;
        this.datastore = datastore;
        this.toBeProvided = toBeProvided;
    }

    /** Provides what is missing now; called after each revision. */
    void check() {
        owner.check();
        if (!isCommitting) {
            toBeProvided.get().ifPresent(needed -> {
                isCommitting = true;
                Thread.ofVirtual().name("config-numbers").start(() -> commit(needed));
            });
        }
    }

    private void commit(Set<NumberName> needed) {
        boolean isDone = false;
        try {
            datastore.commit(
                    "system", "Numbers that the compiled state needs", tree -> AllocatedNumbers.provide(tree, needed));
            isDone = true;
        } catch (ConfigException | RuntimeException e) {
            log.warn("transformer: numbers cannot be given out now: {}", e.toString());
        }
        // What was committed comes back as a revision, and is looked at then.
        var pause = isDone ? Duration.ofMillis(20) : PAUSE;
        owner.execute(() -> owner.schedule(pause, () -> {
            isCommitting = false;
            check();
        }));
    }
}

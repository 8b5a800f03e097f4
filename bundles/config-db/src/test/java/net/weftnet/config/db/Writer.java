package net.weftnet.config.db;

import static net.weftnet.config.db.TestConfig.CODEC;
import static net.weftnet.config.db.TestConfig.address;
import static net.weftnet.config.db.TestConfig.delete;
import static net.weftnet.config.db.TestConfig.edit;
import static net.weftnet.config.db.TestConfig.network;
import static net.weftnet.config.db.TestConfig.replace;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.ConfigDatastore.Edit;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;

/**
 * One of several who change the configuration at the same time: it makes networks, which need numbers; takes addresses from
 * one small pool and gives them back; and counts up one leaf for all.
 */
final class Writer implements Callable<Void> {
    static final String AUTHOR = "writer";

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final String POOL = "pool";
    private static final String COUNTER = TestConfig.PROJECT + "/display-name";

    private final String name;
    private final Supplier<LogDatastore> node;
    private final BooleanSupplier isEnough;
    private final Random random;
    private final Recording recording;
    private final Queue<String> addresses = new ArrayDeque<>();
    private int asked;

    /** What a change is about; with the name of an object, the comment of its commit. */
    enum Action {
        NETWORK,
        COUNT,
        TAKE,
        GIVE
    }

    /**
     * A writer that goes on until it is enough.
     *
     * @param node the config node to ask, which may be another one each time
     */
    Writer(String name, Supplier<LogDatastore> node, BooleanSupplier isEnough, long seed, Recording recording) {
        this.name = name;
        this.node = node;
        this.isEnough = isEnough;
        this.recording = recording;
        random = new Random(seed);
    }

    /** What all of them work on. */
    static Edit pool() {
        return edit(network(POOL, "10.1.0.0/28"));
    }

    static Action kind(String comment) {
        return Action.valueOf(comment.substring(0, comment.indexOf(' ')).toUpperCase(Locale.ROOT));
    }

    static String object(String comment) {
        return comment.substring(comment.indexOf(' ') + 1);
    }

    @Override
    public Void call() throws Exception {
        while (!isEnough.getAsBoolean()) {
            asked++;
            var object = name + "-" + asked;
            switch (random.nextInt(4)) {
                case 0 -> ask(Action.NETWORK, object, edit(network(object, "10.9.0.0/24")));
                case 1 -> ask(Action.COUNT, object, Writer::countUp);
                case 2 -> {
                    if (ask(Action.TAKE, object, edit(address(object, POOL, "")))) {
                        addresses.add(object);
                    }
                }
                default -> {
                    var mine = addresses.poll();
                    if (mine != null) {
                        ask(Action.GIVE, mine, edit(delete("/instance-ip=" + mine)));
                    }
                }
            }
        }
        return null;
    }

    private static void countUp(DataTreeModification tree) throws ConfigException {
        var before = tree.readNode(CODEC.path(TestConfig.CONFIG + COUNTER))
                .map(leaf -> Long.parseLong((String) leaf.body()))
                .orElse(0L);
        edit(replace(COUNTER, "display-name': '" + (before + 1) + "'")).apply(tree);
    }

    /** {@return whether it was made, as far as is known} */
    private boolean ask(Action action, String object, Edit change) throws Exception {
        var comment = action.name().toLowerCase(Locale.ROOT) + " " + object;
        long begin = System.nanoTime();
        Optional<Commit> commit;
        try {
            commit = Optional.of(node.get().commit(AUTHOR, comment, change));
        } catch (ConfigException e) {
            if (e.kind() == Kind.EXHAUSTED) {
                return false;
            }
            if (e.kind() != Kind.UNAVAILABLE) {
                throw e;
            }
            commit = Optional.empty();
        }
        recording.add(new Recording.Operation(comment, begin, System.nanoTime(), commit));
        if (commit.isEmpty()) {
            // As a client does that was told to come again.
            Thread.sleep(PAUSE);
        }
        return commit.isPresent();
    }
}

package net.weftnet.compute.agent.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/**
 * Keeps what is told of a look to about a number. An item of at least so many octets is always told, a smaller one with the
 * probability octets / threshold, and then it stands for the inverse of that: sums over octets × rate stay right on
 * average. The threshold follows the load; where there is little, everything is told. The beginning and end of a flow that
 * has no octets in the look are told like one of an octet. Not thread-safe.
 */
final class FlowSampler {
    private final int budget;
    private final RandomGenerator random;

    /**
     * An item that is told.
     *
     * @param rate how many it stands for, at least 1
     */
    record Chosen<T>(T item, double rate) {}

    /** @param budget about how many items of a look are told */
    FlowSampler(int budget, RandomGenerator random) {
        this.budget = budget;
        this.random = random;
    }

    /** {@return those of the items that are told, in their order} */
    <T> List<Chosen<T>> choose(List<T> items, ToLongFunction<T> octets) {
        var weights = items.stream().mapToLong(octets).map(o -> Math.max(o, 1)).toArray();
        double threshold = items.size() <= budget ? 0 : threshold(weights);
        var chosen = new ArrayList<Chosen<T>>(Math.min(items.size(), budget + budget / 4));
        for (int i = 0; i < weights.length; i++) {
            double probability = probability(weights[i], threshold);
            if (probability >= 1 || random.nextDouble() < probability) {
                chosen.add(new Chosen<>(items.get(i), 1 / probability));
            }
        }
        return chosen;
    }

    /** Finds the threshold at which the expected number is the budget, to within a twentieth. */
    private double threshold(long[] weights) {
        double low = 0;
        double high = 0;
        for (long weight : weights) {
            high += weight;
        }
        double threshold = high;
        for (int i = 0; i < 60; i++) {
            threshold = (low + high) / 2;
            double expected = 0;
            for (long weight : weights) {
                expected += probability(weight, threshold);
            }
            if (Math.abs(expected - budget) < budget / 20.0) {
                break;
            }
            if (expected > budget) {
                low = threshold;
            } else {
                high = threshold;
            }
        }
        return threshold;
    }

    private static double probability(long weight, double threshold) {
        return threshold <= weight ? 1 : weight / threshold;
    }
}

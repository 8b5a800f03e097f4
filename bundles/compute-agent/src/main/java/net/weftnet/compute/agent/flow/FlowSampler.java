package net.weftnet.compute.agent.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import net.weftnet.common.sandesh.api.FlowSample;

/**
 * Keeps the samples of a look to about a number. A sample of at least so many octets is always told, a smaller one with the
 * probability octets / threshold, and then it stands for the inverse of that: sums over octets × sampling stay right on
 * average. The threshold follows the load; where there is little, everything is told. The beginning and end of a flow that
 * has no octets in the sample are told like one of an octet. Not thread-safe.
 */
final class FlowSampler {
    private final int budget;
    private final RandomGenerator random;
    private double threshold;

    /** @param budget about how many samples of a look are told */
    FlowSampler(int budget, RandomGenerator random) {
        this.budget = budget;
        this.random = random;
    }

    List<FlowSample> choose(List<FlowSample> samples) {
        if (samples.size() <= budget) {
            threshold = 0;
            return samples;
        }
        adapt(samples);
        var chosen = new ArrayList<FlowSample>(budget + budget / 4);
        for (var sample : samples) {
            double probability = probability(sample);
            if (random.nextDouble() < probability) {
                chosen.add(probability < 1 ? sampled(sample, 1 / probability) : sample);
            }
        }
        return chosen;
    }

    /** Finds the threshold at which the expected number is the budget, to within a twentieth. */
    private void adapt(List<FlowSample> samples) {
        double low = 0;
        double high = samples.stream().mapToLong(FlowSampler::octets).sum();
        for (int i = 0; i < 60; i++) {
            threshold = (low + high) / 2;
            double expected = samples.stream().mapToDouble(this::probability).sum();
            if (expected > budget) {
                low = threshold;
            } else {
                high = threshold;
            }
            if (Math.abs(expected - budget) < budget / 20.0) {
                return;
            }
        }
    }

    private double probability(FlowSample sample) {
        return threshold <= octets(sample) ? 1 : octets(sample) / threshold;
    }

    private static long octets(FlowSample sample) {
        return Math.max(sample.recent().octets(), 1);
    }

    private static FlowSample sampled(FlowSample sample, double rate) {
        return new FlowSample(
                sample.flow(),
                sample.ingress(),
                sample.source(),
                sample.destination(),
                sample.protocol(),
                sample.action(),
                sample.dropReason(),
                sample.rule(),
                sample.port(),
                sample.peerNode(),
                sample.setupMicros(),
                sample.teardownMicros(),
                sample.total(),
                sample.recent(),
                rate);
    }
}

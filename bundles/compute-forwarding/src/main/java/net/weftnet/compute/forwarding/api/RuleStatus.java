package net.weftnet.compute.forwarding.api;

/**
 * A rule as it is in the kernel.
 *
 * @param set the number of its set
 * @param name the name of its set
 * @param index its place in the set, from 0
 * @param counter the number of its counter, which flows refer to
 * @param hits flows it decided about, since there is a rule of this id in a set of this name
 */
public record RuleStatus(
        int set, String name, RuleSet.Kind kind, Direction direction, int index, Rule rule, int counter, long hits) {}

package net.weftnet.control.rib.api;

import java.util.List;

/**
 * How a path compares with the best one to its destination.
 *
 * @param table where
 * @param rank 1 for the best path
 * @param usedBesideBest whether it is as good as the best one for forwarding
 * @param steps the rules in their order, up to the one that decides; none for the best path
 */
public record Decision(TableName table, PathView path, int rank, boolean usedBesideBest, List<Step> steps) {

    /**
     * One rule.
     *
     * @param rule what makes a path better
     * @param best what the best path has
     * @param other what the other path has
     * @param decides whether this rule put the best path before the other one
     */
    public record Step(String rule, String best, String other, boolean decides) {}

    public Decision {
        steps = List.copyOf(steps);
    }
}

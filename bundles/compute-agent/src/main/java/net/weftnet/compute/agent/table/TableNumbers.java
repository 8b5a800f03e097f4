package net.weftnet.compute.agent.table;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.weftnet.compute.forwarding.api.GroupListEntry;
import net.weftnet.compute.forwarding.api.NextHopEntry;
import net.weftnet.compute.forwarding.api.PolicyEntry;
import net.weftnet.compute.forwarding.api.RuleSet;
import net.weftnet.compute.forwarding.api.RuleSetEntry;
import net.weftnet.compute.forwarding.api.TableEntry;

/**
 * The numbers entries refer to each other by, where the number is all there is to choose.
 *
 * @param policies by what they consist of
 */
public record TableNumbers(
        NextHopNumbers nextHops,
        ContentNumbers<RuleSet> ruleSets,
        ContentNumbers<PolicyContent> policies,
        ContentNumbers<List<Integer>> groupLists) {

    /** A policy but for its number. */
    public record PolicyContent(List<Integer> fromWorkload, List<Integer> toWorkload, boolean checksSource) {}

    /** @param start the first number of rule sets, policies and lists; a later life starts with a higher one */
    public static TableNumbers startingAt(int start) {
        return new TableNumbers(
                new NextHopNumbers(),
                new ContentNumbers<>(start),
                new ContentNumbers<>(start),
                new ContentNumbers<>(start));
    }

    /** Takes over the number of an entry found in the tables. */
    void adopt(TableEntry entry) {
        switch (entry) {
            case NextHopEntry nextHop -> nextHops.adopt(nextHop);
            case RuleSetEntry(int number, RuleSet set) -> ruleSets.adopt(set, number);
            case PolicyEntry(int number, var from, var to, boolean checks) ->
                policies.adopt(new PolicyContent(from, to, checks), number);
            case GroupListEntry(int number, var groups) -> groupLists.adopt(groups, number);
            default -> {}
        }
    }

    /** Forgets the numbers of what is not among these. */
    void retain(Collection<TableEntry> kept) {
        nextHops.retain(numbersOf(kept, NextHopEntry.class));
        ruleSets.retain(numbersOf(kept, RuleSetEntry.class));
        policies.retain(numbersOf(kept, PolicyEntry.class));
        groupLists.retain(numbersOf(kept, GroupListEntry.class));
    }

    private static Set<Integer> numbersOf(Collection<TableEntry> entries, Class<? extends TableEntry> kind) {
        return entries.stream()
                .filter(kind::isInstance)
                .map(TableNumbers::number)
                .collect(Collectors.toSet());
    }

    private static int number(TableEntry entry) {
        return switch (entry) {
            case NextHopEntry nextHop -> nextHop.id();
            case RuleSetEntry set -> set.number();
            case PolicyEntry policy -> policy.number();
            case GroupListEntry list -> list.number();
            default -> 0;
        };
    }
}

package net.weftnet.protocol.ifmap;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a search or a subscription asks for (IF-MAP 2.0 section 3.7.2).
 *
 * @param start the identifier the search starts from
 * @param maxDepth how many links away from the start it goes
 * @param matchLinks which links it follows: those with metadata that matches; absent: every link
 * @param resultFilter which metadata it returns; absent: all
 * @param maxSize the largest result the client takes, in octets; absent: no bound
 * @param terminalTypes element names of the identifiers it does not go beyond
 */
public record Search(
        Identifier start,
        int maxDepth,
        Optional<Filter> matchLinks,
        Optional<Filter> resultFilter,
        OptionalLong maxSize,
        Set<String> terminalTypes) {

    public Search {
        if (maxDepth < 0) {
            throw new IllegalArgumentException("max-depth " + maxDepth);
        }
        terminalTypes = Set.copyOf(terminalTypes);
    }

    /** {@return a search for everything within a distance} */
    public static Search everything(Identifier start, int maxDepth) {
        return new Search(start, maxDepth, Optional.empty(), Optional.empty(), OptionalLong.empty(), Set.of());
    }

    /** {@return what it finds, whatever the size} */
    public Search ofAnySize() {
        return new Search(start, maxDepth, matchLinks, resultFilter, OptionalLong.empty(), terminalTypes);
    }

    /** {@return whether the search follows a link because of this metadata} */
    public boolean follows(MetadataElement metadata) {
        return matchLinks.isEmpty() || matchLinks.get().matches(metadata);
    }

    /** {@return whether the result shows this metadata} */
    public boolean shows(MetadataElement metadata) {
        return resultFilter.isEmpty() || resultFilter.get().matches(metadata);
    }
}

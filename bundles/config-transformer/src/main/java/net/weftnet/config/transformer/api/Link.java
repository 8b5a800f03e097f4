package net.weftnet.config.transformer.api;

import java.util.Comparator;

/**
 * A link between two objects. There is one orientation for each metadata name: parent before child, referrer before
 * referred.
 *
 * @param metadata the name of the link, for example {@code project-virtual-network} or {@code instance-target}
 */
public record Link(String metadata, ObjectName left, ObjectName right) implements Comparable<Link> {

    private static final Comparator<Link> ORDER =
            Comparator.comparing(Link::left).thenComparing(Link::right).thenComparing(Link::metadata);

    @Override
    public int compareTo(Link other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return left + " -" + metadata + "-> " + right;
    }
}

package net.weftnet.control.rib;

import org.jspecify.annotations.Nullable;

/**
 * What the routers of a group have been told of a destination; members are bits. There is one for each destination and
 * group, so it holds little. Owner: that of the {@link RibTables}.
 */
final class Told {
    final Table table;
    final Destination destination;
    final RouterGroup group;

    /** The next one of the same destination. */
    @Nullable
    Told next;

    /** What was told last; null for that it is gone. */
    @Nullable
    Path path;

    /** Members that have been told {@link #path}. */
    long current;

    /** Members that have been told some path of it, and not that it is gone. */
    long all;

    /** Whether it waits in the queue of the group. */
    boolean queued;

    private Told(Table table, Destination destination, RouterGroup group, @Nullable Told next) {
        this.table = table;
        this.destination = destination;
        this.group = group;
        this.next = next;
    }

    /** {@return that of a destination and group, a new one if there is none} */
    static Told of(Table table, Destination destination, RouterGroup group) {
        for (var told = destination.told(); told != null; told = told.next) {
            if (told.group == group) {
                return told;
            }
        }
        var told = new Told(table, destination, group, destination.told());
        destination.told(told);
        return told;
    }

    /** Forgets this one, once no member knows anything and nobody has to be told. */
    void removeIfUnused() {
        if (all == 0 && !queued && destination.best() == null) {
            unlink();
            table.removeIfUnused(destination);
        }
    }

    void unlink() {
        var first = destination.told();
        if (first == this) {
            destination.told(next);
            return;
        }
        for (var other = first; other != null; other = other.next) {
            if (other.next == this) {
                other.next = next;
                return;
            }
        }
    }
}

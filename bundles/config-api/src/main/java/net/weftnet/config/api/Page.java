package net.weftnet.config.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.opendaylight.netconf.databind.DatabindPath.Data;
import org.opendaylight.restconf.api.HttpStatusCode;
import org.opendaylight.yangtools.yang.common.ErrorTag;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.OrderingAware;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;

/**
 * The part of a list that {@code limit} and {@code cursor} ask for. A page is read from the newest revision and begins after
 * the key of the cursor, so that whoever follows the pages sees each entry that is there all the while exactly once, whatever is
 * committed in between. Where the user orders the entries, that holds as long as the order up to the cursor is what it was.
 *
 * @param limit how many entries at most
 * @param cursor where it begins; empty for the first page
 */
record Page(int limit, Optional<String> cursor) {

    /**
     * A page.
     *
     * @param node the list with the entries of the page
     * @param next where the next page begins; empty if there is none
     */
    record Result(NormalizedNode node, Optional<Cursor> next) {}

    Result of(Data target, NormalizedNode node, long revision) throws RestconfException {
        return switch (node) {
            case MapNode list -> of(target, list, revision);
            case LeafSetNode<?> list -> of(target, list, revision);
            default -> throw notFor(target);
        };
    }

    static RestconfException notFor(Data target) {
        return RestconfException.invalidValue(
                "limit and cursor are for lists with keys and leaf-lists, not for " + PathText.of(target.instance()));
    }

    private Result of(Data target, MapNode list, long revision) throws RestconfException {
        boolean byUser = list instanceof OrderingAware.User;
        var page = new ArrayList<MapEntryNode>();
        var next = fill(page, list.body(), byUser, target, revision);
        if (byUser) {
            var builder = ImmutableNodes.newUserMapBuilder().withNodeIdentifier(list.name());
            page.forEach(builder::withChild);
            return new Result(builder.build(), next);
        }
        var builder = ImmutableNodes.newSystemMapBuilder().withNodeIdentifier(list.name());
        page.forEach(builder::withChild);
        return new Result(builder.build(), next);
    }

    private Result of(Data target, LeafSetNode<?> list, long revision) throws RestconfException {
        boolean byUser = list instanceof OrderingAware.User;
        var page = new ArrayList<LeafSetEntryNode<?>>();
        var next = fill(page, List.copyOf(list.body()), byUser, target, revision);
        if (byUser) {
            var builder = ImmutableNodes.<Object>newUserLeafSetBuilder().withNodeIdentifier(list.name());
            page.forEach(entry -> builder.withChildValue(entry.body()));
            return new Result(builder.build(), next);
        }
        var builder = ImmutableNodes.<Object>newSystemLeafSetBuilder().withNodeIdentifier(list.name());
        page.forEach(entry -> builder.withChildValue(entry.body()));
        return new Result(builder.build(), next);
    }

    private <E extends NormalizedNode> Optional<Cursor> fill(
            List<E> page, Collection<? extends E> entries, boolean byUser, Data target, long revision)
            throws RestconfException {
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        Optional<Cursor> after = Optional.empty();
        if (cursor.isPresent()) {
            var given = Cursor.parse(cursor.get());
            given.require(target, revision, Entries.key(entries.iterator().next()));
            after = Optional.of(given);
        }
        boolean more = byUser ? inUserOrder(page, entries, after) : inKeyOrder(page, entries, after);
        if (!more) {
            return Optional.empty();
        }
        var last = page.getLast();
        return Optional.of(new Cursor(
                revision, Cursor.listOf(target), byUser ? order(entries, last) : 0, List.copyOf(Entries.key(last))));
    }

    /** Sorting all of a large list for each page would take too long. */
    private <E extends NormalizedNode> boolean inKeyOrder(
            List<E> page, Collection<? extends E> entries, Optional<Cursor> after) {
        int wanted = Math.min(limit, entries.size());
        var found = Entries.<E>first(entries, after.map(Cursor::key).orElse(null), wanted + 1);
        page.addAll(found.subList(0, Math.min(wanted, found.size())));
        return found.size() > wanted;
    }

    private <E extends NormalizedNode> boolean inUserOrder(
            List<E> page, Collection<? extends E> entries, Optional<Cursor> after) throws RestconfException {
        boolean begun = after.isEmpty();
        for (var entry : entries) {
            if (begun) {
                if (page.size() == limit) {
                    return true;
                }
                page.add(entry);
            } else if (Entries.BY_KEY.compare(
                            Entries.key(entry), after.orElseThrow().key())
                    == 0) {
                begun = order(entries, entry) == after.orElseThrow().order();
                if (!begun) {
                    break;
                }
            }
        }
        if (!begun) {
            throw RestconfException.protocol(
                    HttpStatusCode.CONFLICT,
                    ErrorTag.DATA_MISSING,
                    "cursor: the entries before it have been moved, added or removed; begin again");
        }
        return false;
    }

    /** {@return what tells one order of the entries up to the last one from another} */
    private static long order(Collection<? extends NormalizedNode> entries, NormalizedNode last) {
        long order = 7;
        for (var entry : entries) {
            order = order * 1_000_003 + List.copyOf(Entries.key(entry)).hashCode();
            if (entry == last) {
                break;
            }
        }
        // As a number of JSON that any client's library keeps.
        return order >>> 12;
    }
}

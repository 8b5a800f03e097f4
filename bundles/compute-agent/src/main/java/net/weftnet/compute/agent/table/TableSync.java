package net.weftnet.compute.agent.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.weftnet.compute.forwarding.api.Forwarding;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.InterfaceEntry;
import net.weftnet.compute.forwarding.api.NextHop;
import net.weftnet.compute.forwarding.api.NextHopEntry;
import net.weftnet.compute.forwarding.api.TableEntry;
import net.weftnet.compute.forwarding.api.TableKey;
import net.weftnet.compute.forwarding.api.TableKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the forwarding tables to what is desired: additions before their users, deletions after. It knows what is
 * installed without asking each time, and asks now and then ({@link #audit}) whether that is still so. Confined to the
 * agent's thread.
 */
public final class TableSync {
    private static final Logger log = LoggerFactory.getLogger(TableSync.class);
    /** Users before what they use. */
    private static final List<TableKind> DELETION_ORDER =
            Arrays.asList(TableKind.values()).reversed();

    private final Forwarding forwarding;
    private final TableNumbers numbers;
    private final Map<TableKey, TableEntry> installed = new HashMap<>();
    private final Map<TableKey, String> refused = new TreeMap<>(TableSync::byText);
    private final Map<TableEntry, String> unsupported = new HashMap<>();

    public TableSync(Forwarding forwarding, TableNumbers numbers) {
        this.forwarding = forwarding;
        this.numbers = numbers;
    }

    private static int byText(TableKey one, TableKey other) {
        return one.toString().compareTo(other.toString());
    }

    /**
     * Reads what the tables hold and takes it for installed; next hops keep their numbers.
     *
     * @return how many entries differed from what was thought to be installed
     */
    public int adopt() throws ForwardingException {
        var found = new HashMap<TableKey, TableEntry>();
        for (var table : TableKind.values()) {
            for (var entry : forwarding.dump(table)) {
                if (!isFabric(entry)) {
                    found.put(entry.key(), entry);
                }
            }
        }
        int differences = differences(found);
        installed.clear();
        installed.putAll(found);
        found.values().forEach(numbers::adopt);
        return differences;
    }

    /** The underlay's interface belongs to the forwarding bundle. */
    private static boolean isFabric(TableEntry entry) {
        return entry instanceof InterfaceEntry i && i.kind() == InterfaceEntry.Kind.FABRIC;
    }

    private int differences(Map<TableKey, TableEntry> found) {
        long changed = found.values().stream()
                .filter(entry -> !entry.equals(installed.get(entry.key())))
                .count();
        long lost = installed.keySet().stream()
                .filter(key -> !found.containsKey(key))
                .count();
        return (int) (changed + lost);
    }

    /**
     * Reads the tables, repairs what differs.
     *
     * @return how many entries were not as installed
     */
    public int audit(Map<TableKey, TableEntry> desired, DeletionRule deletions) throws ForwardingException {
        int differences = adopt();
        if (differences > 0) {
            log.warn("Audit: {} forwarding entries are not as installed, repairing", differences);
        }
        unsupported.clear();
        apply(desired, deletions);
        return differences;
    }

    /**
     * Puts what is missing or different, then deletes what is not desired.
     *
     * @param deletions spares entries that must stay for now although they are not desired
     */
    public void apply(Map<TableKey, TableEntry> desired, DeletionRule deletions) {
        refused.clear();
        unsupported.keySet().retainAll(desired.values());
        unsupported.forEach((entry, reason) -> refused.put(entry.key(), reason));
        var wrong = desired.values().stream()
                .filter(entry -> !entry.equals(installed.get(entry.key())) && !unsupported.containsKey(entry))
                .toList();
        put(wrong);
        var mayDelete = deletions.of(installed.values());
        var surplus = installed.values().stream()
                .filter(entry -> !desired.containsKey(entry.key()) && mayDelete.test(entry))
                .toList();
        delete(surplus);
        // Numbers that were never installed are free again, unless they will be tried again.
        numbers.retain(Stream.concat(installed.values().stream(), desired.values().stream())
                .toList());
        if (!wrong.isEmpty() || !surplus.isEmpty()) {
            log.debug("{} entries put, {} deleted, {} refused", wrong.size(), surplus.size(), refused.size());
        }
    }

    private void put(List<TableEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        try {
            forwarding.putAll(entries);
            entries.forEach(entry -> installed.put(entry.key(), entry));
        } catch (ForwardingException e) {
            log.debug("A batch of {} entries was refused, putting them one by one", entries.size(), e);
            inOrder(entries, DELETION_ORDER.reversed()).forEach(this::put);
        }
    }

    private void put(TableEntry entry) {
        try {
            forwarding.put(entry);
            installed.put(entry.key(), entry);
        } catch (ForwardingException e) {
            refused.put(entry.key(), String.valueOf(e.getMessage()));
            if (e.kind() == ForwardingException.Kind.UNSUPPORTED) {
                unsupported.put(entry, String.valueOf(e.getMessage()));
            }
        }
    }

    private void delete(List<TableEntry> entries) {
        for (var entry : inOrder(entries, DELETION_ORDER)) {
            try {
                forwarding.delete(entry.key());
                installed.remove(entry.key());
            } catch (ForwardingException e) {
                refused.put(entry.key(), String.valueOf(e.getMessage()));
            }
        }
    }

    private static List<TableEntry> inOrder(Collection<TableEntry> entries, List<TableKind> order) {
        var ordered = new ArrayList<>(entries);
        // What forks is a user of other next hops.
        int fork = order.equals(DELETION_ORDER) ? 0 : 1;
        ordered.sort(Comparator.<TableEntry>comparingInt(
                        entry -> order.indexOf(entry.key().table()))
                .thenComparingInt(entry -> isFork(entry) ? fork : 1 - fork));
        return ordered;
    }

    private static boolean isFork(TableEntry entry) {
        return entry instanceof NextHopEntry(int _, var nextHop)
                && (nextHop instanceof NextHop.Ecmp || nextHop instanceof NextHop.Multicast);
    }

    /** {@return the entries the data plane did not take at the last attempt, with its reasons} */
    public Map<TableKey, String> refused() {
        return Map.copyOf(refused);
    }

    /** {@return an interface as it is in the tables now} */
    public Optional<InterfaceEntry> port(int ifIndex) {
        return installed.get(new TableKey.InterfaceKey(ifIndex)) instanceof InterfaceEntry entry
                ? Optional.of(entry)
                : Optional.empty();
    }

    /** {@return how many entries are installed in a table} */
    public long installed(TableKind table) {
        return installed.keySet().stream().filter(key -> key.table() == table).count();
    }
}

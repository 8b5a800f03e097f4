package net.weftnet.compute.forwarding.api;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.weftnet.common.net.MacAddress;

/**
 * The forwarding tables of this node, in the kernel. What is put here forwards packets until it is deleted, whether or
 * not this JVM lives. Every method may be called from any thread; none blocks longer than the system call it makes.
 *
 * <p>Entries name each other by number, and the tables do not check the references: a packet that meets a missing
 * next hop is dropped as {@link DropReason#INVALID_NH}. So put next hops before the routes and labels that use them,
 * and delete them after.
 */
public interface Forwarding {

    /**
     * Adds the entry or replaces the one with the same key. The next packet sees it. An {@link InterfaceEntry} also
     * attaches the program to its device.
     *
     * @throws ForwardingException if the tables are not open, the table is full or the entry cannot be expressed
     */
    void put(TableEntry entry) throws ForwardingException;

    /**
     * Puts all entries, in order of iteration within each table; much cheaper than one call for each. The tables come in
     * the order of {@link TableKind}.
     *
     * @throws ForwardingException as {@link #put}; entries before the refused one stay
     */
    void putAll(Collection<? extends TableEntry> entries) throws ForwardingException;

    /**
     * Deletes the entry if there is one. Deleting an interface detaches the program from its device.
     *
     * @throws ForwardingException if the tables are not open or the kernel refuses
     */
    void delete(TableKey key) throws ForwardingException;

    /**
     * {@return what the kernel holds in this table, for comparison with what is wanted}
     *
     * @throws ForwardingException if the tables are not open
     */
    List<TableEntry> dump(TableKind table) throws ForwardingException;

    /**
     * Takes over a device of this network namespace: puts its interface entry and sends what it receives through the
     * forwarding program. Doing it again, also after a restart of the JVM, keeps the running program and replaces the
     * entry.
     *
     * @param vif the agent's number for the interface, shown to operators
     * @param vrf the routing table of a workload interface; 0 for the fabric
     * @param mac the MAC address of the workload, or of the device for the fabric
     * @return the entry with the interface index of the kernel
     * @throws ForwardingException with {@link ForwardingException.Kind#NO_DEVICE} if there is no such device (yet)
     */
    InterfaceEntry attach(String device, InterfaceEntry.Kind kind, int vif, int vrf, MacAddress mac)
            throws ForwardingException;

    /** Detaches the device and deletes its interface entry and counters; also when the device is gone already. */
    void detach(String device) throws ForwardingException;

    /** {@return packets and octets dropped since the tables were made, for every reason} */
    Map<DropReason, Counter> drops() throws ForwardingException;

    /** {@return every rule with its counter, in the order of sets and places} */
    List<RuleStatus> rules() throws ForwardingException;

    /** Passes the flows, in no order; those that begin or end meanwhile may be missed. */
    void forEachFlow(Consumer<Flow> consumer) throws ForwardingException;

    /** Forgets a flow: its next packet is judged as that of a new one. */
    void deleteFlow(Flow.Key key) throws ForwardingException;

    /** {@return how many flows there can be; then a new one takes the place of the one that was not used for longest} */
    int flowLimit() throws ForwardingException;

    /**
     * Runs the live program of an interface on a frame, on the live tables. Nothing is counted, and no flow is made.
     *
     * @param frame at least an Ethernet header, at most 4000 octets
     * @return what was decided
     */
    Trace trace(int ifIndex, byte[] frame) throws ForwardingException;

    /** {@return traffic by interface index, for every interface in the table} */
    Map<Integer, InterfaceCounters> interfaceCounters() throws ForwardingException;

    /** {@return whether the tables are open; otherwise the calls above throw and {@code weft:health} says why} */
    boolean isReady();

    /**
     * Calls the listener whenever the tables become open, at once if they are. They may hold entries of an earlier
     * life, or none at all: compare with {@link #dump}.
     *
     * @return closes the registration
     */
    Registration onReady(Runnable listener);

    /**
     * Detaches every program and removes every table: traffic of all workloads stops. Then opens empty tables.
     *
     * @throws ForwardingException if something could not be removed
     */
    void purge() throws ForwardingException;

    /** Ends a registration. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}

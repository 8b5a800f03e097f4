package net.weftnet.compute.forwarding;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import net.weftnet.common.net.MacAddress;
import net.weftnet.compute.forwarding.api.Counter;
import net.weftnet.compute.forwarding.api.DropReason;
import net.weftnet.compute.forwarding.api.Flow;
import net.weftnet.compute.forwarding.api.Forwarding;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.ForwardingException.Kind;
import net.weftnet.compute.forwarding.api.InterfaceCounters;
import net.weftnet.compute.forwarding.api.InterfaceEntry;
import net.weftnet.compute.forwarding.api.RuleStatus;
import net.weftnet.compute.forwarding.api.TableEntry;
import net.weftnet.compute.forwarding.api.TableKey;
import net.weftnet.compute.forwarding.api.TableKind;
import net.weftnet.compute.forwarding.api.Trace;
import net.weftnet.compute.forwarding.bpf.BpfObject;
import net.weftnet.compute.forwarding.linux.Device;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forwarding over the data plane in the kernel, once it is open. Calls run in their callers' threads under the read
 * lock, as each is a few system calls that the kernel orders; opening, purging and closing take the write lock, so
 * that no call meets a closed handle.
 */
class KernelForwarding implements Forwarding, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KernelForwarding.class);

    /** How many flows there can be unless something else is configured. */
    static final int USUAL_FLOWS = 262_144;

    private final Path directory;
    private final BpfObject object;
    private final int flows;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final List<Runnable> readyListeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable DataPlane dataPlane;
    private boolean isClosed;

    KernelForwarding(Path directory, BpfObject object) {
        this(directory, object, USUAL_FLOWS);
    }

    /** @param flows how many there can be */
    KernelForwarding(Path directory, BpfObject object, int flows) {
        this.directory = directory;
        this.object = object;
        this.flows = flows;
    }

    /** Asks the open data plane. */
    interface Query<T> {
        T run(DataPlane plane) throws IOException, ForwardingException;
    }

    /** Changes the open data plane. */
    interface Change {
        void run(DataPlane plane) throws IOException, ForwardingException;
    }

    /** Opens the data plane unless it is open or this is closed. */
    void open() throws IOException {
        lock.writeLock().lock();
        try {
            if (dataPlane != null || isClosed) {
                return;
            }
            dataPlane = DataPlane.open(directory, object, flows);
        } finally {
            lock.writeLock().unlock();
        }
        readyListeners.forEach(KernelForwarding::tell);
    }

    private static void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            log.error("A listener for open tables failed", e);
        }
    }

    <T> T ask(Query<T> query) throws ForwardingException {
        lock.readLock().lock();
        try {
            var plane = dataPlane;
            if (plane == null) {
                throw new ForwardingException(
                        Kind.UNAVAILABLE, "The forwarding tables are not open; weft:health says why");
            }
            return query.run(plane);
        } catch (IOException e) {
            throw new ForwardingException(Kind.SYSTEM, String.valueOf(e.getMessage()), e);
        } finally {
            lock.readLock().unlock();
        }
    }

    void change(Change change) throws ForwardingException {
        ask(plane -> {
            change.run(plane);
            return true;
        });
    }

    @Override
    public void put(TableEntry entry) throws ForwardingException {
        putAll(List.of(entry));
    }

    @Override
    public void putAll(Collection<? extends TableEntry> entries) throws ForwardingException {
        change(plane -> {
            plane.tables().putPolicies(entries);
            for (var entry : entries) {
                if (entry instanceof InterfaceEntry attachment) {
                    plane.attach(attachment);
                }
            }
            plane.tables().putForwarding(entries);
        });
    }

    @Override
    public void delete(TableKey key) throws ForwardingException {
        change(plane -> {
            if (key instanceof TableKey.InterfaceKey(var ifIndex)) {
                plane.detach(ifIndex);
            } else {
                plane.tables().delete(key);
            }
        });
    }

    @Override
    public List<TableEntry> dump(TableKind table) throws ForwardingException {
        return ask(plane -> plane.tables().dump(table));
    }

    @Override
    public InterfaceEntry attach(String device, InterfaceEntry.Kind kind, int vif, int vrf, MacAddress mac)
            throws ForwardingException {
        return ask(plane -> plane.attach(device, kind, vif, vrf, mac));
    }

    /** Attaches the underlay device unless it is; {@return it as it is now} */
    Device attachFabric(String device) throws ForwardingException {
        return ask(plane -> plane.attachFabric(device));
    }

    @Override
    public void detach(String device) throws ForwardingException {
        change(plane -> plane.detach(device));
    }

    @Override
    public Map<DropReason, Counter> drops() throws ForwardingException {
        return ask(plane -> plane.tables().drops());
    }

    @Override
    public List<RuleStatus> rules() throws ForwardingException {
        return ask(plane -> plane.tables().rules());
    }

    @Override
    public void forEachFlow(Consumer<Flow> consumer) throws ForwardingException {
        change(plane -> plane.tables().flows().forEach(consumer));
    }

    @Override
    public void deleteFlow(Flow.Key key) throws ForwardingException {
        change(plane -> plane.tables().flows().delete(key));
    }

    @Override
    public Trace trace(int ifIndex, byte[] frame) throws ForwardingException {
        return ask(plane -> plane.trace(ifIndex, frame));
    }

    @Override
    public int flowLimit() throws ForwardingException {
        return ask(plane -> plane.tables().flows().limit());
    }

    @Override
    public Map<Integer, InterfaceCounters> interfaceCounters() throws ForwardingException {
        return ask(plane -> plane.tables().interfaceCounters());
    }

    @Override
    public boolean isReady() {
        return dataPlane != null;
    }

    @Override
    public Registration onReady(Runnable listener) {
        readyListeners.add(listener);
        if (isReady()) {
            tell(listener);
        }
        return () -> readyListeners.remove(listener);
    }

    @Override
    public void purge() throws ForwardingException {
        try {
            removePins();
            open();
        } catch (IOException e) {
            throw new ForwardingException(Kind.SYSTEM, "Purge of " + directory + ": " + e.getMessage(), e);
        }
    }

    private void removePins() throws IOException {
        lock.writeLock().lock();
        try {
            closeDataPlane();
            DataPlane.purge(directory);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void closeDataPlane() {
        var plane = dataPlane;
        dataPlane = null;
        if (plane != null) {
            plane.close();
        }
    }

    /** Lets go of the data plane, which keeps forwarding. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            isClosed = true;
            closeDataPlane();
        } finally {
            lock.writeLock().unlock();
        }
    }
}

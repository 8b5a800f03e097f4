package net.weftnet.compute.forwarding.api;

import java.util.List;
import java.util.function.Consumer;

/**
 * The way of packets between workloads and Java: what a workload asks its node, and the answers. Which packets take it is
 * kept in the kernel like any table, whether or not this JVM lives; nobody answers meanwhile. Every method may be called
 * from any thread.
 */
public interface PuntPath {

    /**
     * Says what of a workload's packets is punted from now on.
     *
     * @throws ForwardingException if the tables are not open or full
     */
    void putPort(PuntPort port) throws ForwardingException;

    /** Punts nothing of this interface any more. Detaching it does this too. */
    void deletePort(int ifIndex) throws ForwardingException;

    /** {@return what is punted, by interface, in no order} */
    List<PuntPort> ports() throws ForwardingException;

    /**
     * Calls the consumer for each punted packet, on one thread; it must not block. Packets that nobody took within a few
     * seconds are passed over, as who asked asks again.
     *
     * @return closes the registration
     */
    Forwarding.Registration onPunt(Consumer<PuntedPacket> consumer);

    /**
     * Sends a frame to the workload behind an interface. No policy is asked.
     *
     * @param frame from its Ethernet header on
     * @throws ForwardingException with {@link ForwardingException.Kind#NO_DEVICE} if the device is gone
     */
    void inject(int ifIndex, byte[] frame) throws ForwardingException;

    /** {@return what was punted since the interfaces were attached} */
    List<PuntCounter> counters() throws ForwardingException;
}

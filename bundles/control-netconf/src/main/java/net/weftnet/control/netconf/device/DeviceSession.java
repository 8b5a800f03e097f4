package net.weftnet.control.netconf.device;

import java.util.Set;
import net.weftnet.common.xml.XmlElement;

/** A NETCONF session (RFC 6241). Used by one thread at a time. */
public interface DeviceSession extends AutoCloseable {

    /** {@return what the device can do, as in its hello} */
    Set<String> capabilities();

    /**
     * Asks the device to do something, and waits for its answer.
     *
     * @param operation for example {@code <lock>}; without a namespace of its own it is of NETCONF's
     * @return the {@code rpc-reply}
     * @throws DeviceException when the device refuses, or does not answer
     */
    XmlElement rpc(XmlElement operation) throws DeviceException, InterruptedException;

    /** Ends the session; a change that was not confirmed is taken back by the device. */
    @Override
    void close();
}

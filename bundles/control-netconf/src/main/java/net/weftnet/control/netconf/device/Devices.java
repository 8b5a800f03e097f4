package net.weftnet.control.netconf.device;

/** Opens sessions with devices. */
@FunctionalInterface
public interface Devices {

    /** {@return a session}, to be closed. Waits until it is there. */
    DeviceSession open(Endpoint endpoint) throws DeviceException, InterruptedException;
}

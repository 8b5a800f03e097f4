package net.weftnet.control.netconf.device;

/** A device could not be spoken to, or refused. The message is for the operator, and says what to do where that is known. */
public final class DeviceException extends Exception {
    private static final long serialVersionUID = 1L;

    public DeviceException(String message) {
        super(message);
    }

    public DeviceException(String message, Throwable cause) {
        super(message, cause);
    }
}

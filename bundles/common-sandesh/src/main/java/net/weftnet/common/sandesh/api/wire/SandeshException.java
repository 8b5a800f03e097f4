package net.weftnet.common.sandesh.api.wire;

/** A frame or message from the other end that is not Sandesh; the session ends. */
public final class SandeshException extends Exception {
    private static final long serialVersionUID = 1L;

    public SandeshException(String message) {
        super(message);
    }

    public SandeshException(String message, Throwable cause) {
        super(message, cause);
    }
}

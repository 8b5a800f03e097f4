package net.weftnet.compute.agent.api;

/** A port that cannot be plugged because another one has its device. */
public final class PortConflictException extends Exception {
    private static final long serialVersionUID = 1L;

    public PortConflictException(String message) {
        super(message);
    }
}

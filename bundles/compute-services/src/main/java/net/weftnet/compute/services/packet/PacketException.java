package net.weftnet.compute.services.packet;

/** A packet that contradicts itself, or is of another kind than expected. */
public final class PacketException extends Exception {
    private static final long serialVersionUID = 1L;

    public PacketException(String message) {
        super(message);
    }
}

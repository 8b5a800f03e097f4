package net.weftnet.compute.agent.port;

import java.util.List;

/** A port in JSON that is not one; the message names every fault. */
public final class PortFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    public PortFormatException(List<String> faults) {
        super(String.join("; ", faults));
    }
}

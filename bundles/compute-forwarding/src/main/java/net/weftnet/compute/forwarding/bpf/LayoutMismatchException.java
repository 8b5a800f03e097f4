package net.weftnet.compute.forwarding.bpf;

import java.io.IOException;

/** Pinned tables are laid out otherwise than the programs expect. */
public final class LayoutMismatchException extends IOException {
    private static final long serialVersionUID = 1L;

    public LayoutMismatchException(String message) {
        super(message);
    }
}

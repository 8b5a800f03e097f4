package net.weftnet.common.storage.api;

import java.io.IOException;

/** The store cannot be read or written; nothing is known to have changed. */
public final class StorageException extends IOException {

    private static final long serialVersionUID = 1L;

    /** A failure without another one behind it. */
    public StorageException(String message) {
        super(message);
    }

    /** A failure with its cause. */
    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}

package net.weftnet.common.storage.api;

import java.util.Optional;

/** One small value, changed by compare-and-set. */
public interface Register {

    /** {@return the present value} */
    Optional<String> get() throws StorageException;

    /**
     * Sets the value if it is still the expected one; durable when it returns true.
     *
     * @param expected the value read before; empty when there was none
     * @return whether the value was set
     * @throws StorageException when it is not known whether the value was set
     */
    boolean compareAndSet(Optional<String> expected, String value) throws StorageException;
}

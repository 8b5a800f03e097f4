package net.weftnet.config.db.view;

import net.weftnet.common.storage.api.StorageException;

/** Where unique numbers come from. */
@FunctionalInterface
public interface NumberSource {

    /** {@return a number of a series that nobody got yet} */
    long next(String series, long first) throws StorageException;
}

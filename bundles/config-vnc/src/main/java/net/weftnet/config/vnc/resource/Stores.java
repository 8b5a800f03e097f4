package net.weftnet.config.vnc.resource;

import net.weftnet.common.storage.api.Coordination;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.api.TableStore;

/**
 * What is kept beside the configuration.
 *
 * @param relaxed the references that do not keep an object from being deleted
 * @param userAgents what clients keep here
 * @param pools the numbers that clients share out among themselves
 */
record Stores(RelaxedReferences relaxed, UserAgentStore userAgents, IntegerPools pools) {

    static Stores of(TableStore store, Coordination coordination) throws StorageException {
        return new Stores(
                new RelaxedReferences(store.table("vnc-relaxed-references")),
                new UserAgentStore(store.table("vnc-useragent")),
                new IntegerPools(coordination));
    }
}

package net.weftnet.common.storage.api;

/** Named tables of rows that survive the process. Shared by all nodes of a role when the store is a distributed one. */
public interface TableStore {

    /**
     * {@return the table of this name, made when it does not exist}
     *
     * @param name lower-case letters, digits and hyphens
     */
    Table table(String name) throws StorageException;
}

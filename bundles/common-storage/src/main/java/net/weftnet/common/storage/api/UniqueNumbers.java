package net.weftnet.common.storage.api;

/** Ascending numbers, each given out once, restarts included. Numbers not used are lost: there are gaps. */
public interface UniqueNumbers {

    /** {@return the next number} */
    long next() throws StorageException;
}

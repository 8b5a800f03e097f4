package net.weftnet.common.storage.api;

/** What several nodes must agree on: the value of a register, and who got which number. */
public interface Coordination {

    /** {@return the register of this name; it holds nothing until it is first set} */
    Register register(String name) throws StorageException;

    /**
     * {@return the register that says which rows of a table count} Where the same server keeps both, setting it is one step
     * with writing the rows.
     *
     * @param name the name, as of any other register
     * @param table where the rows are
     */
    default RowsRegister register(String name, Table table) throws StorageException {
        return RowsRegister.of(register(name), table);
    }

    /**
     * {@return an endless source of numbers that no other caller gets}
     *
     * @param name the series; every node that draws from it names the same first number
     * @param first the first number of the series
     */
    UniqueNumbers numbers(String name, long first) throws StorageException;
}

package net.weftnet.common.storage.api;

import java.util.List;
import java.util.Optional;

/** A register that says which rows of one table count. */
public interface RowsRegister {

    /** {@return the present value} */
    Optional<String> get() throws StorageException;

    /**
     * Writes rows, and sets the value if it is still the expected one; both are durable when it returns true. Rows may be
     * left behind when it was not set.
     *
     * @param expected the value read before; empty when there was none
     * @return whether the value was set
     * @throws StorageException when it is not known whether the value was set
     */
    boolean putAndSet(List<Row> rows, Optional<String> expected, String value) throws StorageException;

    /** {@return a register that is kept elsewhere than the rows, which are written first} */
    static RowsRegister of(Register register, Table table) {
        return new RowsRegister() {
            @Override
            public Optional<String> get() throws StorageException {
                return register.get();
            }

            @Override
            public boolean putAndSet(List<Row> rows, Optional<String> expected, String value) throws StorageException {
                table.put(rows);
                return register.compareAndSet(expected, value);
            }
        };
    }
}

package net.weftnet.common.sandesh.api;

/**
 * A kind of UVE (user-visible entity): a message that carries one struct about one object.
 *
 * @param message the message's name, under which UVEs are numbered, for example {@code NodeStatusUVE}
 * @param struct the name of the struct in it, for example {@code NodeStatus}
 * @param table the object table that its key belongs to, for example {@code ObjectVRouter}
 */
public record UveType(String message, String struct, String table) {
    public UveType {
        Field.requireName(message);
        Field.requireName(struct);
        Field.requireName(table);
    }
}

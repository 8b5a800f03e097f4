package net.weftnet.config.api;

import java.util.List;
import org.opendaylight.netconf.databind.DatabindPath.Data;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;

/** What may be done with a resource, by its schema: the value of {@code Allow}. */
enum Access {
    /** The datastore itself cannot be deleted. */
    DATASTORE("GET, HEAD, OPTIONS, PATCH, POST, PUT"),
    /** Configuration. */
    READ_WRITE("DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT"),
    /** Operational state, and keys: an entry with another key is another entry. */
    READ_ONLY("GET, HEAD, OPTIONS"),
    /** A whole list, which can be read only. */
    COLLECTION("GET, HEAD, OPTIONS");

    private final String allow;

    Access(String allow) {
        this.allow = allow;
    }

    static Access of(Data target) {
        if (target.instance().isEmpty()) {
            return DATASTORE;
        }
        if (Collection.is(target)) {
            return COLLECTION;
        }
        return isConfiguration(target) && !isKey(target) ? READ_WRITE : READ_ONLY;
    }

    static boolean isConfiguration(Data target) {
        return target.schema().dataSchemaNode().effectiveConfig().orElse(true);
    }

    private static boolean isKey(Data target) {
        var parent = target.instance().getParent();
        return parent != null
                && parent.getLastPathArgument() instanceof NodeIdentifierWithPredicates entry
                && entry.keySet()
                        .contains(target.instance().getLastPathArgument().getNodeType());
    }

    boolean isReadOnly() {
        return this == READ_ONLY || this == COLLECTION;
    }

    String allow() {
        return allow;
    }

    void require(String method) throws RestconfException {
        if (!List.of(allow.split(", ")).contains(method)) {
            throw RestconfException.methodNotAllowed(method, allow);
        }
    }
}

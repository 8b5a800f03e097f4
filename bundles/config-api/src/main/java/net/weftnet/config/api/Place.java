package net.weftnet.config.api;

import java.util.Optional;
import org.opendaylight.netconf.databind.DatabindPath.Data;
import org.opendaylight.restconf.api.query.InsertParam;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.PathArgument;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContext.PathMixin;
import org.opendaylight.yangtools.yang.model.api.UserOrderedAware;

/**
 * Where in a list that the user orders an entry goes (RFC 8040 sections 4.8.5 and 4.8.6, RFC 8072 section 2.5).
 *
 * @param point the entry to put it before or after; empty for {@code first} and {@code last}
 */
record Place(InsertParam where, Optional<PathArgument> point) {

    /** Resolves the path of a point. */
    @FunctionalInterface
    interface Points {
        Data path(String point) throws RestconfException;
    }

    /** Reads the place of an entry; says which of the words is wrong. */
    static Place of(Data target, String where, Optional<String> point, Points points) throws RestconfException {
        if (!isUserOrdered(target)) {
            throw RestconfException.invalidValue(
                    PathText.of(target.instance()) + " is not an entry of a list that the user orders");
        }
        var insert = parse(where);
        boolean needsPoint = insert == InsertParam.BEFORE || insert == InsertParam.AFTER;
        if (needsPoint == point.isEmpty()) {
            throw RestconfException.invalidValue("Point: it is there with before and after, and only with them");
        }
        if (point.isEmpty()) {
            return new Place(insert, Optional.empty());
        }
        var other = points.path(point.get()).instance();
        if (!target.instance().coerceParent().equals(other.getParent())) {
            throw RestconfException.invalidValue(
                    "The point " + point.get() + " is no entry of the list of " + PathText.of(target.instance()));
        }
        return new Place(insert, Optional.of(other.getLastPathArgument()));
    }

    private static InsertParam parse(String where) throws RestconfException {
        try {
            return InsertParam.forUriValue(where);
        } catch (IllegalArgumentException e) {
            throw RestconfException.invalidValue("insert: it is first, last, before or after, not " + where);
        }
    }

    private static boolean isUserOrdered(Data target) {
        return !(target.schema() instanceof PathMixin)
                && target.schema().dataSchemaNode() instanceof UserOrderedAware list
                && list.isUserOrdered();
    }
}

package net.weftnet.config.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.common.QName;

/**
 * The part of a resource that {@code fields} and {@code depth} ask for (RFC 8040 sections 4.8.2 and 4.8.3). The keys of a
 * list entry are sent whatever is asked for: without them nobody could tell which entry it is.
 *
 * @param fields the selected descendants; null for all
 * @param depth how many levels, the resource and what {@code fields} selects being the first; a list and its entries are
 *     one level, a choice is none
 */
record Extract(@Nullable Fields fields, int depth) {

    static final int UNBOUNDED = Integer.MAX_VALUE;

    /** All of a resource. */
    static final Extract WHOLE = new Extract(null, UNBOUNDED);

    /** {@return what of a child is asked for; empty for nothing} */
    Optional<Extract> child(QName name) {
        if (fields != null) {
            var field = fields.child(name);
            if (field == null) {
                return Optional.empty();
            }
            return Optional.of(new Extract(field.isWhole() ? null : field, depth));
        }
        if (depth == UNBOUNDED) {
            return Optional.of(this);
        }
        return depth == 1 ? Optional.empty() : Optional.of(new Extract(null, depth - 1));
    }
}

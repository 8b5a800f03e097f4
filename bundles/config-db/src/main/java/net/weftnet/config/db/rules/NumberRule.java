package net.weftnet.config.db.rules;

import java.util.OptionalLong;
import java.util.stream.LongStream;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.api.ObjectType;
import net.weftnet.config.db.api.ObjectType.UniqueNumber;
import net.weftnet.config.db.view.ObjectDraft;
import net.weftnet.config.db.view.ObjectView;
import net.weftnet.config.db.view.UniqueKey;
import org.opendaylight.yangtools.yang.common.Uint32;

/**
 * Leafs marked unique-number get a number of their series at creation and keep it. Numbers ascend and are used again
 * only when the range is used up: a number that was just freed may still be in use on some node.
 */
public final class NumberRule implements Rule {

    @Override
    public boolean concerns(ObjectType type) {
        return !type.uniqueNumbers().isEmpty();
    }

    @Override
    public void fill(ObjectDraft object, ObjectView view) throws ConfigException, StorageException {
        for (var number : object.type().uniqueNumbers()) {
            var given = object.leaf(number.leaf());
            var before = object.leafBefore(number.leaf());
            if (given.isPresent() && before.isPresent() && !given.equals(before)) {
                throw object.refusal(
                        Kind.INVALID,
                        "its " + number.leaf().getLocalName() + " is " + before.get() + " and cannot be changed");
            }
            if (given.isEmpty()) {
                object.fill(
                        number.leaf(),
                        before.isPresent() ? before.get() : Uint32.valueOf(allocate(object, number, view)));
            }
        }
    }

    private static long allocate(ObjectDraft object, UniqueNumber number, ObjectView view)
            throws ConfigException, StorageException {
        long next;
        do {
            next = view.nextNumber(number.series(), number.first());
        } while (next <= number.last() && isUsed(number, next, view));
        if (next <= number.last()) {
            return next;
        }
        return firstFree(number, view)
                .orElseThrow(() -> object.refusal(Kind.EXHAUSTED, "no " + number.series() + " is left"));
    }

    private static OptionalLong firstFree(UniqueNumber number, ObjectView view) {
        return LongStream.rangeClosed(number.first(), number.last())
                .filter(candidate -> !isUsed(number, candidate, view))
                .findFirst();
    }

    private static boolean isUsed(UniqueNumber number, long candidate, ObjectView view) {
        return view.owner(UniqueKey.of(number.series(), candidate)).isPresent();
    }
}

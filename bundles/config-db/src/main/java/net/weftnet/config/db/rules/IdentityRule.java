package net.weftnet.config.db.rules;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.api.ObjectType;
import net.weftnet.config.db.view.ObjectDraft;
import net.weftnet.config.db.view.ObjectView;
import org.opendaylight.yangtools.yang.common.QName;

/** Every object has a UUID that never changes, and the fq-name of its place. An object named by a UUID has that one. */
public final class IdentityRule implements Rule {
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    @Override
    public boolean concerns(ObjectType type) {
        return true;
    }

    @Override
    public void fill(ObjectDraft object, ObjectView view) throws ConfigException {
        var type = object.type();
        provide(object, type.fqNameLeaf(), Optional.of(object.key().fqName()));
        var named = type.key().flatMap(object::leaf).map(Object::toString).filter(IdentityRule::isUuid);
        provide(object, type.uuidLeaf(), named.or(() -> object.leafBefore(type.uuidLeaf())
                .map(Object::toString)));
        if (object.leaf(type.uuidLeaf()).isEmpty()) {
            object.fill(type.uuidLeaf(), UUID.randomUUID().toString());
        }
    }

    static boolean isUuid(String name) {
        return UUID_TEXT.matcher(name).matches();
    }

    private static void provide(ObjectDraft object, QName leaf, Optional<String> value) throws ConfigException {
        if (value.isEmpty()) {
            return;
        }
        var given = object.leaf(leaf);
        if (given.isEmpty()) {
            object.fill(leaf, value.get());
        } else if (!given.get().equals(value.get())) {
            throw object.refusal(
                    Kind.INVALID,
                    "its " + leaf.getLocalName() + " is " + value.get() + " and cannot be " + given.get());
        }
    }
}

package net.weftnet.config.db.rules;

import java.util.Map;
import java.util.Optional;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.api.ObjectType;
import net.weftnet.config.db.view.ObjectDraft;
import net.weftnet.config.db.view.ObjectView;
import net.weftnet.config.db.view.Usage;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;

/**
 * Projects have at most as many objects of a type as their {@code quota} says, and domains as their {@code domain-limits}.
 * A limit that is lowered below what there is takes nothing away; it refuses more.
 */
public final class QuotaRule implements Rule {
    /** What a client that looks for it finds in the refusal. */
    public static final String APP_TAG = "quota-exceeded";

    private static final int UNLIMITED = -1;

    @Override
    public boolean concerns(ObjectType type) {
        return true;
    }

    @Override
    public void check(ObjectDraft object, ObjectView view) throws ConfigException {
        var before = object.before();
        var had = before == null ? Map.<Usage, Integer>of() : Usage.of(object.type(), object.path(), before);
        for (var used : Usage.of(object.type(), object.path(), object.data()).entrySet()) {
            var usage = used.getKey();
            if (used.getValue() > had.getOrDefault(usage, 0)) {
                int limit = limit(usage, view);
                if (limit != UNLIMITED && view.used(usage) > limit) {
                    throw new ConfigException(
                            Kind.EXHAUSTED,
                            object.path(),
                            object.key() + ": " + usage.holder() + " may have " + limit + " by its quota "
                                    + usage.limit() + ", and has them already",
                            Optional.of(APP_TAG));
                }
            }
        }
    }

    private static int limit(Usage usage, ObjectView view) {
        var holder = view.object(usage.holder());
        if (holder.isEmpty()) {
            return UNLIMITED;
        }
        boolean isDomain = usage.holder().type().equals("domain");
        var limits = child(holder.get(), isDomain ? "domain-limits" : "quota");
        return limits.flatMap(one ->
                        number(one, usage.limit()).or(() -> isDomain ? Optional.empty() : number(one, "defaults")))
                .orElse(UNLIMITED);
    }

    private static Optional<DataContainerNode> child(DataContainerNode around, String name) {
        return around.childByArg(node(around, name)) instanceof DataContainerNode inner
                ? Optional.of(inner)
                : Optional.empty();
    }

    private static Optional<Integer> number(DataContainerNode around, String name) {
        return ObjectDraft.leaf(around, QName.create(around.name().getNodeType(), name))
                .map(value -> Math.toIntExact(((Number) value).longValue()));
    }

    private static NodeIdentifier node(DataContainerNode around, String name) {
        return new NodeIdentifier(QName.create(around.name().getNodeType(), name));
    }
}

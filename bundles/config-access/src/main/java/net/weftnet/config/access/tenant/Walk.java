package net.weftnet.config.access.tenant;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.ObjectType;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.PathArgument;

/** The objects that a path goes through, from the outermost one. */
final class Walk {
    private final List<PathArgument> steps;
    private final YangInstanceIdentifier path;
    private List<ObjectType> types;
    private int position = 1;
    private String enclosing = "";

    private Walk(YangInstanceIdentifier path, List<ObjectType> types) {
        this.path = path;
        this.types = types;
        steps = path.getPathArguments();
    }

    /** {@return a walk along a path; empty for one that is not in the configuration} */
    static Optional<Walk> along(YangInstanceIdentifier path, ObjectPlaces places) {
        var steps = path.getPathArguments();
        return !steps.isEmpty() && steps.getFirst().getNodeType().equals(ConfigSchema.CONFIG)
                ? Optional.of(new Walk(path, places.topLevel()))
                : Optional.empty();
    }

    /**
     * An object on the way.
     *
     * @param path where it is
     */
    record Stop(ObjectType type, String fqName, YangInstanceIdentifier path) {}

    /** {@return the next object; null at the end, and where the path goes into the properties of an object} */
    @Nullable
    Stop next() {
        if (position >= steps.size()) {
            return null;
        }
        var type = ObjectPlaces.find(types, steps.get(position).getNodeType()).orElse(null);
        if (type == null) {
            return null;
        }
        String name = type.singletonName();
        if (type.key().isPresent()) {
            if (position + 1 >= steps.size()
                    || !(steps.get(position + 1) instanceof NodeIdentifierWithPredicates entry)) {
                return null;
            }
            name = Objects.requireNonNull(entry.getValue(type.key().get())).toString();
            position++;
        }
        position++;
        enclosing = type.fqName(enclosing, name);
        types = type.children();
        return new Stop(type, enclosing, ancestor(position));
    }

    private YangInstanceIdentifier ancestor(int length) {
        return YangInstanceIdentifier.of(steps.subList(0, length));
    }

    /** {@return whether the last object is the end of the path} */
    boolean isAtEnd() {
        return position >= steps.size();
    }

    /** {@return the type whose list or container the path goes on to; empty for a property} */
    Optional<ObjectType> following() {
        return isAtEnd()
                ? Optional.empty()
                : ObjectPlaces.find(types, steps.get(position).getNodeType());
    }

    /** {@return the types of the objects in the last one} */
    List<ObjectType> types() {
        return types;
    }

    /** {@return the name of the last object} */
    String enclosing() {
        return enclosing;
    }

    YangInstanceIdentifier path() {
        return path;
    }
}

package net.weftnet.config.vnc.resource;

import java.util.List;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.ObjectType.Parent;
import net.weftnet.config.vnc.index.Objects;
import net.weftnet.config.vnc.mapping.ResourceType;
import net.weftnet.config.vnc.mapping.ResourceType.Place;
import net.weftnet.config.vnc.mapping.VncException;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;

/**
 * Where a new object goes.
 *
 * @param place the place in the hierarchy
 * @param around the object that it is in, or the container of the configuration
 */
record Placement(Place place, YangInstanceIdentifier around) {

    /**
     * {@return where an object goes, by the type of its parent and by its name}
     *
     * @param object what the client said; it may leave out the type of the parent where there is one only
     * @throws VncException when it can go nowhere
     */
    static Placement of(ResourceType type, Parameters object, List<String> names, Objects index) throws VncException {
        var place = place(type, object, names);
        var parent = names.subList(0, names.size() - 1);
        if (place.type().parent() instanceof Parent.Fixed fixed
                && !fixed.fqName().equals(FqNames.join(parent))) {
            throw VncException.badRequest("The parent of " + type.name() + " is " + fixed.fqName());
        }
        if (place.above().isEmpty()) {
            return new Placement(place, YangInstanceIdentifier.of(ConfigSchema.CONFIG));
        }
        var around = index.find(place.above().getLast().name(), FqNames.join(parent));
        if (around.isEmpty()) {
            throw VncException.badRequest("Parent " + FqNames.show(FqNames.join(parent)) + " type "
                    + place.above().getLast().name() + " does not exist");
        }
        return new Placement(place, around.get().path());
    }

    private static Place place(ResourceType type, Parameters object, List<String> names) throws VncException {
        var given = object.text("parent_type");
        var allowed = type.places().stream().map(Placement::parent).distinct().toList();
        var wanted = given.orElse(allowed.size() == 1 ? allowed.getFirst() : ResourceType.CONFIG_ROOT);
        if (!allowed.contains(wanted)) {
            throw VncException.badRequest((given.isEmpty() ? "Missing parent type" : "Invalid parent type: " + wanted)
                    + ". Allowed types: " + allowed);
        }
        return type.places().stream()
                .filter(place -> parent(place).equals(wanted) && nameLength(place) == names.size())
                .findFirst()
                .orElseThrow(() -> VncException.badRequest("Invalid fq-name for object with parent_type " + wanted
                        + ": " + FqNames.show(FqNames.join(names))));
    }

    private static String parent(Place place) {
        return place.parentType().orElse(ResourceType.CONFIG_ROOT);
    }

    /** How many names the fully qualified name of an object has there. */
    private static int nameLength(Place place) {
        return place.type().parent() instanceof Parent.Fixed fixed
                ? fixed.fqName().split(":", -1).length + 1
                : place.above().size() + 1;
    }
}

package net.weftnet.config.vnc.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.ObjectType;
import net.weftnet.config.vnc.mapping.ResourceType.Place;

/** All types of objects under OpenContrail's names. Made of the modules once; there is no list of types anywhere. */
public final class VncSchema {
    private final Map<String, ResourceType> types = new TreeMap<>();
    private final Map<String, ResourceType> byJsonName = new TreeMap<>();

    /** Reads the modules. */
    public VncSchema(ConfigSchema schema) {
        var places = new TreeMap<String, List<Place>>();
        schema.topLevel().forEach(type -> collect(type, List.of(), places));
        places.forEach((name, all) -> types.put(name, ResourceType.of(name, all)));
        types.values().forEach(type -> type.references().values().forEach(reference -> type(ResourceType.target(
                        reference))
                .ifPresent(target -> target.backReferences().put(Names.backReferences(type.name()), type.name()))));
        types.values().forEach(type -> byJsonName.put(Names.json(type.name()), type));
    }

    private static void collect(ObjectType type, List<ObjectType> above, Map<String, List<Place>> places) {
        places.computeIfAbsent(type.name(), _ -> new ArrayList<>()).add(new Place(type, above));
        var around = new ArrayList<>(above);
        around.add(type);
        type.children().forEach(child -> collect(child, List.copyOf(around), places));
    }

    /** {@return the type of this name, spelled with hyphens or underscores} */
    public Optional<ResourceType> type(String name) {
        var exact = types.get(name);
        return exact == null ? Optional.ofNullable(byJsonName.get(Names.json(name))) : Optional.of(exact);
    }

    /**
     * {@return the type of this name}
     *
     * @throws VncException when there is none
     */
    public ResourceType require(String name) throws VncException {
        return type(name).orElseThrow(() -> VncException.notFound("Resource type '" + name + "' not found"));
    }

    /** {@return all types, by name} */
    public Collection<ResourceType> types() {
        return types.values();
    }
}

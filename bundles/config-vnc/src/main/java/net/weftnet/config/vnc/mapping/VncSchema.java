package net.weftnet.config.vnc.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.ObjectType;
import net.weftnet.config.db.api.ObjectType.Parent;
import net.weftnet.config.vnc.mapping.ResourceType.Place;
import org.opendaylight.yangtools.yang.common.QName;

/**
 * All types of objects under OpenContrail's names: those of the configuration, and those that the system compiles of them.
 * Made of the modules once; there is no list of types anywhere.
 */
public final class VncSchema {
    private final Map<String, ResourceType> types = new TreeMap<>();
    private final Map<String, ResourceType> byJsonName = new TreeMap<>();
    private final Map<QName, ResourceType> compiled = new HashMap<>();

    /** Reads the modules of a datastore. */
    public VncSchema(ConfigDatastore datastore) {
        var additions = new TreeMap<String, ResourceType>();
        var made = new TreeMap<String, ResourceType>();
        for (var type :
                ConfigSchema.of(datastore.modelContext(), ConfigSchema.COMPILED).topLevel()) {
            var resource = ResourceType.of(type.name(), List.of(new Place(type, List.of())), Optional.empty());
            (type.isIdentity() ? made : additions).put(type.name(), resource);
            compiled.put(type.qname(), resource);
        }
        var places = new TreeMap<String, List<Place>>();
        datastore.schema().topLevel().forEach(type -> collect(type, List.of(), places));
        places.forEach(
                (name, all) -> types.put(name, ResourceType.of(name, all, Optional.ofNullable(additions.get(name)))));
        // A type of both is that of the configuration, under which compiled objects are found, too.
        made.forEach(types::putIfAbsent);
        Stream.of(types, made).flatMap(some -> some.values().stream()).forEach(this::addToParents);
        Stream.of(types, made, additions)
                .flatMap(some -> some.values().stream())
                .forEach(this::addBackReferences);
        types.values().forEach(type -> byJsonName.put(Names.json(type.name()), type));
    }

    private static void collect(ObjectType type, List<ObjectType> above, Map<String, List<Place>> places) {
        places.computeIfAbsent(type.name(), _ -> new ArrayList<>()).add(new Place(type, above));
        var around = new ArrayList<>(above);
        around.add(type);
        type.children().forEach(child -> collect(child, List.copyOf(around), places));
    }

    /** An object whose parent is not the one around it is a child of that parent all the same. */
    private void addToParents(ResourceType type) {
        for (var place : type.places()) {
            switch (place.type().parent()) {
                case Parent.Fixed parent -> addChildren(parent.type(), type);
                case Parent.Referred referred ->
                    referred.owners().forEach(owner -> addChildren(ResourceType.target(owner), type));
                case Parent.Enclosing _, Parent.Root _, Parent.None _ -> {}
            }
        }
    }

    private void addChildren(String parent, ResourceType type) {
        named(parent).forEach(its -> its.children().put(Names.children(type.name()), type.name()));
    }

    /** {@return the type of this name in the configuration and in the compiled state} */
    private Stream<ResourceType> named(String name) {
        return Stream.concat(
                Stream.ofNullable(types.get(name)),
                compiled.values().stream().filter(type -> type.name().equals(name)));
    }

    private void addBackReferences(ResourceType type) {
        type.references().values().forEach(reference -> named(ResourceType.target(reference))
                .forEach(target -> target.backReferences().put(Names.backReferences(type.name()), type.name())));
    }

    /** {@return the type of this name, spelled with hyphens or underscores} */
    public Optional<ResourceType> type(String name) {
        var exact = types.get(name);
        return exact == null ? Optional.ofNullable(byJsonName.get(Names.json(name))) : Optional.of(exact);
    }

    /** {@return the type of the objects of a list of the modules} */
    public ResourceType type(ObjectType type) {
        var made = compiled.get(type.qname());
        return made == null ? Objects.requireNonNull(types.get(type.name())) : made;
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

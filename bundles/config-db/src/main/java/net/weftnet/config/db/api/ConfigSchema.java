package net.weftnet.config.db.api;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.model.api.ContainerSchemaNode;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;

/**
 * What the YANG modules say about the objects below one container, by the conventions of the module
 * {@code weftnet-extensions}. All code that handles objects without knowing their type is driven by this.
 */
public final class ConfigSchema {

    /** The container of the configuration, {@code weftnet-config:config}. */
    public static final QName CONFIG =
            QName.create(QNameModule.ofRevision("urn:weftnet:config", "2026-01-01"), "config");

    /** The container of the compiled state, {@code weftnet-compiled:compiled}. */
    public static final QName COMPILED =
            QName.create(QNameModule.ofRevision("urn:weftnet:compiled", "2026-01-01"), "compiled");

    private final ContainerSchemaNode container;
    private final List<ObjectType> topLevel;
    private final Map<String, List<ObjectType>> places;

    private ConfigSchema(ContainerSchemaNode container, List<ObjectType> topLevel) {
        this.container = container;
        this.topLevel = topLevel;
        places = topLevel.stream()
                .flatMap(ConfigSchema::withDescendants)
                .collect(Collectors.groupingBy(ObjectType::name, TreeMap::new, Collectors.toUnmodifiableList()));
    }

    private static Stream<ObjectType> withDescendants(ObjectType type) {
        return Stream.concat(Stream.of(type), type.children().stream().flatMap(ConfigSchema::withDescendants));
    }

    /**
     * Reads the object types of a container.
     *
     * @throws IllegalArgumentException when the modules break the conventions
     */
    public static ConfigSchema of(EffectiveModelContext modules, QName container) {
        var node = modules.findDataTreeChild(container)
                .filter(ContainerSchemaNode.class::isInstance)
                .map(ContainerSchemaNode.class::cast)
                .orElseThrow(() -> new IllegalArgumentException("There is no container " + container));
        return new ConfigSchema(node, SchemaReader.objectTypes(node, Optional.empty()));
    }

    /** {@return the container that all objects are in} */
    public ContainerSchemaNode container() {
        return container;
    }

    /** {@return the types directly in the container} */
    public List<ObjectType> topLevel() {
        return topLevel;
    }

    /** {@return the type of this name, in the first place where its objects may be} */
    public Optional<ObjectType> type(String name) {
        return places(name).stream().findFirst();
    }

    /** {@return the type of this name in every place where its objects may be} */
    public List<ObjectType> places(String name) {
        return places.getOrDefault(name, List.of());
    }

    /** {@return the names of all types, in their order} */
    public Set<String> typeNames() {
        return Collections.unmodifiableSet(places.keySet());
    }
}

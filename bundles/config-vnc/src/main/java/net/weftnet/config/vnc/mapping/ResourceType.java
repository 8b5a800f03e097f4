package net.weftnet.config.vnc.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.ObjectType;
import net.weftnet.config.db.api.ObjectType.Parent;
import net.weftnet.config.db.api.Reference;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;

/**
 * A type of objects under OpenContrail's names.
 *
 * @param name the name of the type: {@code virtual-network}
 * @param places where its objects may be
 * @param properties JSON name → node
 * @param references JSON name → reference
 * @param children JSON name → type of the children
 * @param backReferences JSON name → type of those that refer to objects of this type
 * @param isCompiled whether the system makes its objects of others, so that nobody else changes them
 * @param added what the system adds to its objects
 */
public record ResourceType(
        String name,
        List<Place> places,
        Map<String, DataSchemaNode> properties,
        Map<String, Reference> references,
        Map<String, String> children,
        Map<String, String> backReferences,
        boolean isCompiled,
        Optional<ResourceType> added) {

    /** The type that an object without a parent may name as that of its parent. */
    public static final String CONFIG_ROOT = "config-root";

    /**
     * One place in the hierarchy.
     *
     * @param type the type of the objects there
     * @param above the types of the objects around them, outermost first
     */
    public record Place(ObjectType type, List<ObjectType> above) {

        /** {@return the type of the parent; none for what is below the root} */
        public Optional<String> parentType() {
            return switch (type.parent()) {
                case Parent.Enclosing around -> Optional.of(around.type());
                case Parent.Fixed parent -> Optional.of(parent.type());
                case Parent.Root _, Parent.None _, Parent.Referred _ -> Optional.empty();
            };
        }
    }

    static ResourceType of(String name, List<Place> places, Optional<ResourceType> added) {
        var first = places.getFirst().type();
        var properties = new LinkedHashMap<String, DataSchemaNode>();
        first.properties().forEach(property -> properties.put(Member.jsonName(property), property));
        var references = new LinkedHashMap<String, Reference>();
        for (var reference : first.references()) {
            if (reference.isLink() && references.put(Names.references(target(reference)), reference) != null) {
                throw new IllegalArgumentException(name + " has two references to " + target(reference));
            }
        }
        var children = new LinkedHashMap<String, String>();
        for (var place : places) {
            place.type().children().forEach(child -> children.put(Names.children(child.name()), child.name()));
        }
        return new ResourceType(
                name, places, properties, references, children, new TreeMap<>(), isCompiled(first), added);
    }

    private static boolean isCompiled(ObjectType type) {
        return type.qname().getModule().equals(ConfigSchema.COMPILED.getModule());
    }

    /** {@return the types that the parent of an object may have} */
    public Set<String> parentTypes() {
        var types = new TreeSet<String>();
        for (var place : places) {
            place.parentType().ifPresent(types::add);
            if (place.type().parent() instanceof Parent.Referred referred) {
                referred.owners().forEach(owner -> types.add(target(owner)));
            }
        }
        return types;
    }

    /** {@return the names of all properties and references that its objects have} */
    public Set<String> members() {
        var names = new TreeSet<String>(properties.keySet());
        names.addAll(references.keySet());
        added.ifPresent(more -> names.addAll(more.members()));
        if (isCompiled) {
            names.addAll(ObjectCodec.OF_ALL);
        }
        return names;
    }

    /** {@return the type of the objects that a reference is to} */
    public static String target(Reference reference) {
        return reference.targetTypes().iterator().next();
    }

    /** {@return the reference to objects of a type} */
    public Optional<Reference> referenceTo(String type) {
        return Optional.ofNullable(references.get(Names.references(type)));
    }

    /** {@return the name of the collection: {@code virtual-networks}} */
    public String collection() {
        return name + 's';
    }
}

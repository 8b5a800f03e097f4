package net.weftnet.config.db.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.weftnet.config.db.api.ObjectType.Parent;
import net.weftnet.config.db.api.ObjectType.UniqueNumber;
import net.weftnet.config.db.api.ObjectType.UniqueValue;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.model.api.ChoiceSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ContainerSchemaNode;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.LeafSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ListSchemaNode;
import org.opendaylight.yangtools.yang.model.api.TypeDefinition;
import org.opendaylight.yangtools.yang.model.api.TypedDataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.type.LeafrefTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.RangeRestrictedTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.UnionTypeDefinition;

/** Finds objects, references and properties in the modules, by the conventions of {@code weftnet-extensions}. */
final class SchemaReader {
    private static final String FQ_NAME = "fq-name";

    private final DataNodeContainer node;
    private final String type;

    private final List<DataSchemaNode> properties = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();
    private final List<UniqueNumber> numbers = new ArrayList<>();
    private final List<UniqueValue> uniqueValues = new ArrayList<>();
    private final List<Reference> owners = new ArrayList<>();

    private SchemaReader(DataNodeContainer node, String type) {
        this.node = node;
        this.type = type;
    }

    /** {@return the types of the objects in a container or in an object} */
    static List<ObjectType> objectTypes(DataNodeContainer node, Optional<String> enclosing) {
        return node.getChildNodes().stream()
                .filter(child -> isObject(child) || enclosing.isEmpty() && isKeyedByReference(child))
                .map(child -> objectType(child, enclosing))
                .toList();
    }

    private static ObjectType objectType(DataSchemaNode child, Optional<String> enclosing) {
        var container = (DataNodeContainer) child;
        var name = child.getQName().getLocalName();
        var reader = new SchemaReader(container, name);
        reader.read();
        var parent = reader.parent(child, enclosing);
        return new ObjectType(
                name,
                child.getQName(),
                container,
                child instanceof ListSchemaNode list
                        ? Optional.of(list.getKeyDefinition().getFirst())
                        : Optional.empty(),
                isObject(child),
                parent,
                parentLink(child, name, parent),
                reader.properties,
                reader.references,
                reader.numbers,
                reader.uniqueValues,
                objectTypes(container, Optional.of(name)));
    }

    private Parent parent(DataSchemaNode child, Optional<String> enclosing) {
        var given = Extensions.argument(child, "parent");
        if (given.isPresent()) {
            var words = given.get().split(" ", 2);
            return words.length == 1 ? new Parent.None() : new Parent.Fixed(words[0], words[1]);
        }
        return owners.isEmpty()
                ? enclosing.<Parent>map(Parent.Enclosing::new).orElseGet(Parent.Root::new)
                : new Parent.Referred(owners);
    }

    private static String parentLink(DataSchemaNode child, String name, Parent parent) {
        return Extensions.argument(child, "link").orElseGet(() -> switch (parent) {
            case Parent.Root _ -> "config-root-" + name;
            case Parent.Enclosing above -> above.type() + '-' + name;
            case Parent.Fixed above -> above.type() + '-' + name;
            case Parent.Referred _, Parent.None _ -> "";
        });
    }

    private void read() {
        var keys = node instanceof ListSchemaNode list ? list.getKeyDefinition() : List.<QName>of();
        for (var child : node.getChildNodes()) {
            var name = child.getQName().getLocalName();
            if (isObject(child) || keys.contains(child.getQName()) || name.equals(FQ_NAME) || name.equals("uuid")) {
                continue;
            }
            if (isLeafref(child)) {
                addLink(child, List.of(child.getQName()), child, List.of());
            } else if (isKeyedByReference(child)) {
                addLinkWithAttribute((ListSchemaNode) child);
            } else {
                addProperty(child);
            }
        }
    }

    private void addLink(DataSchemaNode child, List<QName> path, DataSchemaNode leaf, List<DataSchemaNode> attribute) {
        var targets = targetTypes(leaf);
        boolean owns = Extensions.argument(child, "owner").isPresent();
        var far = targets.iterator().next();
        var link = Extensions.argument(child, "link").orElse(owns ? far + '-' + type : type + '-' + far);
        var reference = new Reference(new LeafPath(path), targets, !owns, link, attribute);
        references.add(reference);
        if (owns) {
            owners.add(reference);
        }
    }

    private void addLinkWithAttribute(ListSchemaNode list) {
        var key = list.getKeyDefinition().getFirst();
        var attribute = list.getChildNodes().stream()
                .filter(child -> !child.getQName().equals(key))
                .<DataSchemaNode>map(child -> child)
                .toList();
        addLink(list, List.of(list.getQName(), key), list.getDataChildByName(key), attribute);
        attribute.forEach(child -> addInnerLeafs(child, List.of(list.getQName())));
    }

    private void addProperty(DataSchemaNode child) {
        if (Extensions.argument(child, "internal").isEmpty()) {
            properties.add(child);
        }
        Extensions.argument(child, "unique-number").ifPresent(series -> numbers.add(uniqueNumber(child, series)));
        addInnerLeafs(child, List.of());
    }

    private void addInnerLeafs(DataSchemaNode child, List<QName> above) {
        var path = Stream.concat(above.stream(), Stream.of(child.getQName())).toList();
        if (isLeafref(child)) {
            references.add(new Reference(new LeafPath(path), targetTypes(child), false, "", List.of()));
        }
        Extensions.argument(child, "unique-within")
                .ifPresent(within -> uniqueValues.add(new UniqueValue(new LeafPath(path), within)));
        switch (child) {
            case DataNodeContainer container -> container.getChildNodes().forEach(inner -> addInnerLeafs(inner, path));
            case ChoiceSchemaNode choice ->
                choice.getCases().stream()
                        .flatMap(one -> one.getChildNodes().stream())
                        .forEach(inner -> addInnerLeafs(inner, path));
            default -> {}
        }
    }

    private static UniqueNumber uniqueNumber(DataSchemaNode child, String series) {
        if (child instanceof LeafSchemaNode leaf
                && leaf.getType() instanceof RangeRestrictedTypeDefinition<?, ?> number
                && number.getRangeConstraint().isPresent()) {
            var range =
                    number.getRangeConstraint().orElseThrow().getAllowedRanges().span();
            return new UniqueNumber(
                    child.getQName(),
                    series,
                    range.lowerEndpoint().longValue(),
                    range.upperEndpoint().longValue());
        }
        throw new IllegalArgumentException(child.getQName() + " needs a number type with a range to be unique-number");
    }

    private static boolean isObject(DataSchemaNode child) {
        return child instanceof DataNodeContainer container
                && (child instanceof ListSchemaNode || child instanceof ContainerSchemaNode)
                && container.dataChildByName(QName.create(child.getQName(), "uuid")) != null
                && container.dataChildByName(QName.create(child.getQName(), FQ_NAME)) != null;
    }

    private static boolean isKeyedByReference(DataSchemaNode child) {
        return child instanceof ListSchemaNode list
                && list.getKeyDefinition().size() == 1
                && isLeafref(list.getDataChildByName(list.getKeyDefinition().getFirst()));
    }

    private static boolean isLeafref(DataSchemaNode child) {
        return child instanceof TypedDataSchemaNode typed
                && leafrefs(typed.getType()).findAny().isPresent();
    }

    private static Stream<LeafrefTypeDefinition> leafrefs(TypeDefinition<?> type) {
        return switch (type) {
            case LeafrefTypeDefinition leafref -> Stream.of(leafref);
            case UnionTypeDefinition union -> union.getTypes().stream().flatMap(SchemaReader::leafrefs);
            default -> Stream.of();
        };
    }

    private static Set<String> targetTypes(DataSchemaNode leaf) {
        return leafrefs(((TypedDataSchemaNode) leaf).getType())
                .map(leafref -> targetType(leaf, leafref.getPathStatement().getOriginalString()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The path ends in …/TYPE/fq-name. */
    private static String targetType(DataSchemaNode leaf, String path) {
        var steps = path.split("/", -1);
        if (steps.length < 2 || !withoutPrefix(steps[steps.length - 1]).equals(FQ_NAME)) {
            throw new IllegalArgumentException(leaf.getQName() + " refers to " + path + ", which is no fq-name");
        }
        return withoutPrefix(steps[steps.length - 2]);
    }

    private static String withoutPrefix(String step) {
        return step.strip().substring(step.strip().indexOf(':') + 1);
    }
}

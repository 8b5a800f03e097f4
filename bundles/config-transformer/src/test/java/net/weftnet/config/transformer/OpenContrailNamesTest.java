package net.weftnet.config.transformer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.ObjectType;
import net.weftnet.config.db.api.ObjectType.Parent;
import net.weftnet.config.db.api.Reference;
import org.junit.jupiter.api.Test;

/** The types, properties and links that the modules make of themselves are OpenContrail's, name by name. */
class OpenContrailNamesTest {
    /** What OpenContrail's types have and ours do not, with the reason in the README of yang-models. */
    private static final Set<String> LEFT_OUT = Set.of(
            "property global-system-config tag-value-range", "link binding customer-attachment routing-instance");

    /** What ours have in addition: everything that all types have. */
    private static final Set<String> COMMON = Set.of("display-name", "id-perms", "perms2", "annotations");

    /** What only ours have: OpenContrail speaks NETCONF at port 830 alone. */
    private static final Set<String> ADDED = Set.of("property physical-router physical-router-netconf-port");

    private final ConfigSchema intent = ConfigSchema.of(TestStore.MODULES, ConfigSchema.CONFIG);
    private final ConfigSchema compiled = ConfigSchema.of(TestStore.MODULES, ConfigSchema.COMPILED);

    @Test
    void propertiesAndLinksAreOpenContrails() throws IOException {
        var theirs = new TreeSet<String>();
        try (var file =
                Objects.requireNonNull(OpenContrailNamesTest.class.getResourceAsStream("opencontrail-names.txt"))) {
            new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !LEFT_OUT.contains(line))
                    .forEach(theirs::add);
        }
        theirs.addAll(ADDED);
        var ours = Stream.concat(names(intent), names(compiled)).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(String.join("\n", theirs), String.join("\n", ours));
    }

    private static Stream<String> names(ConfigSchema schema) {
        return schema.typeNames().stream()
                .flatMap(name -> schema.places(name).stream())
                .flatMap(type -> Stream.concat(links(type), properties(type)));
    }

    private static Stream<String> properties(ObjectType type) {
        return type.properties().stream()
                .map(property -> property.getQName().getLocalName())
                .filter(name -> !COMMON.contains(name))
                .map(name -> "property " + type.name() + ' ' + name);
    }

    private static Stream<String> links(ObjectType type) {
        var references = type.references().stream()
                .filter(Reference::isLink)
                .flatMap(reference -> reference.targetTypes().stream()
                        .filter(target -> !target.equals("tag"))
                        .map(target -> "link " + reference.link() + ' ' + type.name() + ' ' + target));
        return type.isIdentity() ? Stream.concat(references, parentLinks(type)) : references;
    }

    private static Stream<String> parentLinks(ObjectType type) {
        return switch (type.parent()) {
            case Parent.Root _ -> Stream.of("link " + type.parentLink() + " config-root " + type.name());
            case Parent.Enclosing above ->
                Stream.of("link " + type.parentLink() + ' ' + above.type() + ' ' + type.name());
            case Parent.Fixed above -> Stream.of("link " + type.parentLink() + ' ' + above.type() + ' ' + type.name());
            case Parent.Referred above ->
                above.owners().stream().flatMap(owner -> owner.targetTypes().stream()
                        .map(target -> "link " + owner.link() + ' ' + target + ' ' + type.name()));
            case Parent.None _ -> Stream.of();
        };
    }
}

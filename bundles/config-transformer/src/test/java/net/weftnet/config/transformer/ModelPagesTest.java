package net.weftnet.config.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.ObjectType;
import net.weftnet.config.db.api.ObjectType.Parent;
import net.weftnet.config.db.api.Reference;
import org.junit.jupiter.api.Test;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.MandatoryAware;

/**
 * Makes the pages about the model: {@code yang-models/target/model.html}, a tree to click through, and a table of all types,
 * which is checked in. {@code -Dweft.pages=write} brings the table up to date.
 */
class ModelPagesTest {
    private static final Path FOLDER = Path.of("../../yang-models");

    @Test
    void makesTheTree() throws IOException {
        var target = Files.createDirectories(FOLDER.resolve("target")).resolve("model.html");
        Files.writeString(target, new TreePage().write(TestStore.MODULES, ConfigSchema.CONFIG, ConfigSchema.COMPILED));
        assertTrue(Files.size(target) > 100_000);
    }

    @Test
    void theTableIsUpToDate() throws IOException {
        var table = FOLDER.resolve("OBJECTS.md");
        var expected = table();
        if ("write".equals(System.getProperty("weft.pages"))) {
            Files.writeString(table, expected);
        }
        assertEquals(
                expected,
                Files.readString(table),
                "OBJECTS.md is out of date: mvn test -pl bundles/config-transformer -am -Dtest=ModelPagesTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dweft.pages=write");
    }

    private static String table() {
        return """
                # The types of objects

                Made of the modules by the test `ModelPagesTest`; do not edit. `*` is required, `{…}` the attribute of a reference.
                Every type has `fq-name`, `uuid`, `display-name`, `id-perms`, `perms2`, `annotations` and references to tags, too.

                ## Configuration

                """
                + rows(ConfigSchema.of(TestStore.MODULES, ConfigSchema.CONFIG))
                + """

                ## Compiled state

                Types of the configuration are here when something is added to their objects.

                """
                + rows(ConfigSchema.of(TestStore.MODULES, ConfigSchema.COMPILED));
    }

    private static String rows(ConfigSchema schema) {
        return "| type | below | properties | references |\n|---|---|---|---|\n"
                + schema.typeNames().stream()
                        .map(name -> row(schema, name))
                        .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String row(ConfigSchema schema, String name) {
        var type = schema.type(name).orElseThrow();
        var below = schema.places(name).stream()
                .filter(ObjectType::isIdentity)
                .map(ModelPagesTest::parent)
                .distinct()
                .collect(Collectors.joining(", "));
        var properties = type.properties().stream()
                .filter(property -> !Stream.of("display-name", "id-perms", "perms2", "annotations")
                        .anyMatch(property.getQName().getLocalName()::equals))
                .map(property -> property.getQName().getLocalName() + (isRequired(property) ? "*" : ""))
                .collect(Collectors.joining(", "));
        var references = type.references().stream()
                .filter(reference -> reference.isLink() && !reference.name().equals("tags"))
                .map(ModelPagesTest::reference)
                .collect(Collectors.joining(", "));
        return "| %s | %s | %s | %s |".formatted(name, below, properties, references);
    }

    private static String parent(ObjectType type) {
        return switch (type.parent()) {
            case Parent.Root _ -> "config-root";
            case Parent.Enclosing above -> above.type();
            case Parent.Fixed above -> above.type();
            case Parent.Referred above ->
                above.owners().stream()
                        .flatMap(owner -> owner.targetTypes().stream())
                        .collect(Collectors.joining(", "));
            case Parent.None _ -> "–";
        };
    }

    private static boolean isRequired(DataSchemaNode node) {
        return node instanceof MandatoryAware mandatory && mandatory.isMandatory();
    }

    private static String reference(Reference reference) {
        var attribute = reference.attribute().stream()
                .map(node -> node.getQName().getLocalName())
                .collect(Collectors.joining(", "));
        return String.join(" or ", reference.targetTypes()) + (reference.hasAttribute() ? " {" + attribute + "}" : "");
    }
}

package net.weftnet.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the built bundles' manifests against the table in bundles/README.md: who may import whom. */
class LayeringTest {
    private static final Path BUNDLES = Path.of(System.getProperty("weft.home"), "bundles");
    /** Allowed to everyone: element trees, and the tables of shell commands. */
    private static final Set<String> FREE = Set.of("common-xml", "karaf-shell");

    private static final Predicate<String> LIBRARY =
            Pattern.compile("common-(net|xml)|protocol-.*").asMatchPredicate();
    private static final Pattern ROW = Pattern.compile("\\| `([a-z0-9-]+)` \\|.*\\| ([^|]+) \\|");
    private static final Pattern CLAUSE = Pattern.compile("([\\w.]+)((?:;[^\",;]*(?:\"[^\"]*\")?)*)(?:,|$)");

    /** Bundle, and the bundles it may import. */
    private static final Map<String, Set<String>> allowed = new TreeMap<>();

    private static final Map<String, Manifest> manifests = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
        for (var line : Files.readAllLines(BUNDLES.resolve("README.md"))) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                allowed.put(row.group(1), names(row.group(2)));
            }
        }
        try (var folders = Files.newDirectoryStream(BUNDLES, folder -> Files.exists(folder.resolve("pom.xml")))) {
            for (var folder : folders) {
                try (var in = Files.newInputStream(folder.resolve("target/classes/META-INF/MANIFEST.MF"))) {
                    manifests.put(folder.getFileName().toString(), new Manifest(in));
                }
            }
        }
    }

    /** The table's short names are those of the common bundles: runtime is common-runtime. */
    private static Set<String> names(String cell) {
        return Stream.of(cell.split(","))
                .map(String::strip)
                .filter(name -> !name.equals("–"))
                .map(name -> name.contains("-") ? name : "common-" + name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyBundleIsInTheTable() {
        assertEquals(allowed.keySet(), manifests.keySet());
    }

    @Test
    void bundlesImportOnlyWhatTheTableAllows() {
        var exporters = new TreeMap<String, String>();
        manifests.forEach((bundle, manifest) ->
                packages(manifest, "Export-Package").forEach(name -> exporters.put(name, bundle)));
        var faults = new ArrayList<String>();
        manifests.forEach((bundle, manifest) -> {
            for (var name : packages(manifest, "Import-Package")) {
                var exporter = name.startsWith("net.weftnet.") ? exporters.getOrDefault(name, "nobody") : bundle;
                if (!exporter.equals(bundle)
                        && !FREE.contains(exporter)
                        && !allowed.getOrDefault(bundle, Set.of()).contains(exporter)) {
                    faults.add(bundle + " imports " + name + " of " + exporter);
                }
            }
        });
        assertEquals(List.of(), faults);
    }

    @Test
    void planesMeetOnlyOnTheWire() {
        var faults = new ArrayList<String>();
        allowed.forEach((bundle, others) -> others.stream()
                .filter(other ->
                        isRole(bundle) && isRole(other) && !plane(bundle).equals(plane(other)))
                .forEach(other -> faults.add(bundle + " may import " + other)));
        assertEquals(List.of(), faults);
    }

    private static boolean isRole(String bundle) {
        return Set.of("config", "control", "compute", "analytics").contains(plane(bundle));
    }

    private static String plane(String bundle) {
        return bundle.substring(0, bundle.indexOf('-'));
    }

    @Test
    void bundlesExportOnlyTheirApi() {
        manifests.forEach((bundle, manifest) -> {
            var root = "net.weftnet." + bundle.replace('-', '.');
            for (var name : packages(manifest, "Export-Package")) {
                boolean fine = LIBRARY.test(bundle)
                        ? name.startsWith(root)
                        : name.equals(root + ".api") || name.startsWith(root + ".api.");
                assertEquals(true, fine, () -> bundle + " exports " + name);
            }
        });
    }

    /**
     * A bundle that also imports what it exports goes on with the packages of the build before, which its users have: so it can
     * be replaced under them. It does not when they refer to a package that it does not export.
     */
    @Test
    void bundlesCanBeReplacedUnderTheirUsers() {
        var faults = new ArrayList<String>();
        manifests.forEach((bundle, manifest) -> {
            if (!LIBRARY.test(bundle)) {
                var imported = packages(manifest, "Import-Package");
                packages(manifest, "Export-Package").stream()
                        .filter(name -> !imported.contains(name))
                        .forEach(name -> faults.add(bundle + " exports " + name + " and does not import it"));
            }
        });
        assertEquals(List.of(), faults);
    }

    @Test
    void commandsAreInTheShellPackage() {
        manifests.forEach((bundle, manifest) -> {
            var commands = manifest.getMainAttributes().getValue("Karaf-Commands");
            if (commands != null && !bundle.equals("karaf-shell")) {
                assertEquals("net.weftnet." + bundle.replace('-', '.') + ".shell", commands.strip(), bundle);
            }
        });
    }

    @Test
    void nothingNeedsBlueprintOrAnActivator() {
        manifests.forEach((bundle, manifest) -> {
            var attributes = manifest.getMainAttributes();
            assertFalse(attributes.containsKey(new java.util.jar.Attributes.Name("Bundle-Activator")), bundle);
            assertFalse(attributes.containsKey(new java.util.jar.Attributes.Name("Bundle-Blueprint")), bundle);
        });
    }

    private static List<String> packages(Manifest manifest, String header) {
        var value = manifest.getMainAttributes().getValue(header);
        return value == null
                ? List.of()
                : CLAUSE.matcher(value).results().map(clause -> clause.group(1)).toList();
    }
}

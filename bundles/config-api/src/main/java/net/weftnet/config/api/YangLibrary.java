package net.weftnet.config.api;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.common.Revision;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerChild;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.SystemMapNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.model.api.Module;
import org.opendaylight.yangtools.yang.model.api.ModuleLike;

/** The modules of the datastore as {@code ietf-yang-library:yang-library} (RFC 8525): one set, which is the whole schema. */
final class YangLibrary {

    static final String MODULE = "ietf-yang-library";

    private static final String ALL = "all";

    private final EffectiveModelContext model;
    private final QNameModule library;

    YangLibrary(EffectiveModelContext model, QNameModule library) {
        this.model = model;
        this.library = library;
    }

    ContainerNode data() {
        var datastores =
                model.findModuleStatements("ietf-datastores").iterator().next().localQNameModule();
        return ImmutableNodes.newContainerBuilder()
                .withNodeIdentifier(node("yang-library"))
                .withChild(list("module-set", Stream.of(moduleSet())))
                .withChild(list("schema", Stream.of(schema())))
                .withChild(list(
                        "datastore",
                        Stream.of("running", "operational").map(name -> datastore(QName.create(datastores, name)))))
                .withChild(leaf("content-id", contentId()))
                .build();
    }

    private MapEntryNode moduleSet() {
        return entry(
                "module-set",
                List.of(leaf("name", ALL)),
                Stream.of(
                        list(
                                "module",
                                modules()
                                        .filter(module -> !isImportOnly(module))
                                        .map(this::module)),
                        list(
                                "import-only-module",
                                modules().filter(YangLibrary::isImportOnly).map(this::importOnly))));
    }

    private Stream<? extends Module> modules() {
        return model.getModules().stream().sorted(Comparator.comparing(Module::getName));
    }

    /** A module that others take definitions from, and that has nothing by itself. */
    private static boolean isImportOnly(Module module) {
        return module.getChildNodes().isEmpty()
                && module.getRpcs().isEmpty()
                && module.getNotifications().isEmpty()
                && module.getIdentities().isEmpty()
                && module.getAugmentations().isEmpty();
    }

    private MapEntryNode module(Module module) {
        var revision = module.getRevision().map(Revision::toString).map(text -> leaf("revision", text)).stream();
        return entry("module", List.of(leaf("name", module.getName())), Stream.concat(revision, parts(module)));
    }

    private MapEntryNode importOnly(Module module) {
        return entry(
                "import-only-module",
                List.of(leaf("name", module.getName()), leaf("revision", revision(module))),
                parts(module));
    }

    private Stream<DataContainerChild> parts(Module module) {
        return Stream.of(
                leaf("namespace", module.getNamespace().toString()),
                list("submodule", module.getSubmodules().stream().map(this::submodule)));
    }

    private MapEntryNode submodule(ModuleLike submodule) {
        return entry(
                "submodule",
                List.of(leaf("name", submodule.getName())),
                Stream.of(leaf("revision", revision(submodule))));
    }

    private MapEntryNode schema() {
        var sets = ImmutableNodes.<String>newSystemLeafSetBuilder()
                .withNodeIdentifier(node("module-set"))
                .withChildValue(ALL)
                .build();
        return entry("schema", List.of(leaf("name", ALL)), Stream.of(sets));
    }

    private MapEntryNode datastore(QName identity) {
        return entry("datastore", List.of(leaf("name", identity)), Stream.of(leaf("schema", ALL)));
    }

    /** Another one whenever a module is added, removed or has another revision. */
    private String contentId() {
        var all = modules()
                .map(module -> module.getName() + '@' + revision(module))
                .collect(Collectors.joining(","));
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String revision(ModuleLike module) {
        return module.getRevision().map(Revision::toString).orElse("");
    }

    private MapEntryNode entry(String list, List<LeafNode<?>> keys, Stream<? extends DataContainerChild> more) {
        var values = new LinkedHashMap<QName, Object>();
        keys.forEach(key -> values.put(key.name().getNodeType(), key.body()));
        var entry = ImmutableNodes.newMapEntryBuilder()
                .withNodeIdentifier(NodeIdentifierWithPredicates.of(QName.create(library, list), values));
        keys.forEach(entry::withChild);
        more.forEach(entry::withChild);
        return entry.build();
    }

    private SystemMapNode list(String name, Stream<MapEntryNode> entries) {
        var list = ImmutableNodes.newSystemMapBuilder().withNodeIdentifier(node(name));
        entries.forEach(list::withChild);
        return list.build();
    }

    private <T> LeafNode<T> leaf(String name, T value) {
        return ImmutableNodes.leafNode(QName.create(library, name), value);
    }

    private NodeIdentifier node(String name) {
        return NodeIdentifier.create(QName.create(library, name));
    }
}

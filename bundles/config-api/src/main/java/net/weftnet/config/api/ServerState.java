package net.weftnet.config.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opendaylight.restconf.api.CapabilityURN;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.data.api.schema.builder.DataContainerNodeBuilder;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;

/** What the server tells about itself: its capabilities (RFC 8040 section 9) and its modules ({@link YangLibrary}). */
final class ServerState {

    /** The optional parts of the protocol that this server has. */
    private static final List<String> CAPABILITIES = List.of(
            "urn:ietf:params:restconf:capability:defaults:1.0?basic-mode=explicit",
            CapabilityURN.DEPTH,
            CapabilityURN.FIELDS,
            CapabilityURN.FILTER,
            CapabilityURN.REPLAY,
            CapabilityURN.WITH_DEFAULTS,
            CapabilityURN.YANG_PATCH);

    private ServerState() {}

    /**
     * {@return the state, as far as the modules that describe it are among those of the datastore}
     *
     * @param begin when the first commit was made
     */
    static List<ContainerNode> of(EffectiveModelContext model, Instant begin) {
        var state = new ArrayList<ContainerNode>();
        find(model, "ietf-restconf-monitoring")
                .map(module -> monitoring(module, begin))
                .ifPresent(state::add);
        find(model, YangLibrary.MODULE)
                .map(module -> new YangLibrary(model, module).data())
                .ifPresent(state::add);
        return List.copyOf(state);
    }

    private static Optional<QNameModule> find(EffectiveModelContext model, String module) {
        return model.findModuleStatements(module).stream().findFirst().map(found -> found.localQNameModule());
    }

    private static ContainerNode streams(QNameModule module, Instant begin) {
        var access = entry(module, "access", "encoding", "json")
                .withChild(ImmutableNodes.leafNode(QName.create(module, "location"), StreamResource.PATH))
                .build();
        var stream = entry(module, "stream", "name", StreamResource.NAME)
                .withChild(ImmutableNodes.leafNode(
                        QName.create(module, "description"),
                        "Every commit of the configuration; replay also by Last-Event-ID or from-revision"))
                .withChild(ImmutableNodes.leafNode(QName.create(module, "replay-support"), true))
                .withChild(ImmutableNodes.leafNode(QName.create(module, "replay-log-creation-time"), begin.toString()))
                .withChild(list(module, "access", access))
                .build();
        return ImmutableNodes.newContainerBuilder()
                .withNodeIdentifier(NodeIdentifier.create(QName.create(module, "streams")))
                .withChild(list(module, "stream", stream))
                .build();
    }

    private static DataContainerNodeBuilder<NodeIdentifierWithPredicates, MapEntryNode> entry(
            QNameModule module, String list, String key, String value) {
        var name = QName.create(module, key);
        return ImmutableNodes.newMapEntryBuilder()
                .withNodeIdentifier(NodeIdentifierWithPredicates.of(QName.create(module, list), name, value))
                .withChild(ImmutableNodes.leafNode(name, value));
    }

    private static MapNode list(QNameModule module, String name, MapEntryNode only) {
        return ImmutableNodes.newSystemMapBuilder()
                .withNodeIdentifier(NodeIdentifier.create(QName.create(module, name)))
                .withChild(only)
                .build();
    }

    private static ContainerNode monitoring(QNameModule module, Instant begin) {
        var capability = NodeIdentifier.create(QName.create(module, "capability"));
        var list = ImmutableNodes.<String>newSystemLeafSetBuilder().withNodeIdentifier(capability);
        CAPABILITIES.forEach(list::withChildValue);
        return ImmutableNodes.newContainerBuilder()
                .withNodeIdentifier(NodeIdentifier.create(QName.create(module, "restconf-state")))
                .withChild(ImmutableNodes.newContainerBuilder()
                        .withNodeIdentifier(NodeIdentifier.create(QName.create(module, "capabilities")))
                        .withChild(list.build())
                        .build())
                .withChild(streams(module, begin))
                .build();
    }
}

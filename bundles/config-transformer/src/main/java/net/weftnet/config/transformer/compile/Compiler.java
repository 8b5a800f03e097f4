package net.weftnet.config.transformer.compile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.weftnet.config.db.api.ObjectType;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;

/**
 * The rules from intent to compiled state, one for each type that has any. A rule is a pure function of one object and the
 * system's settings; so an object can be compiled again without looking at others.
 *
 * <pre>
 *   virtual-network            ─▶ routing-instance dom:proj:vn:vn ── both ──▶ route-target target:AS:number
 *   virtual-machine-interface  ─▶ its packets go to the routing instance of its network
 * </pre>
 */
public final class Compiler {
    private final ObjectType type;
    private final DataContainerNode data;
    private final SystemSettings settings;

    private Compiler(ObjectType type, DataContainerNode data, SystemSettings settings) {
        this.type = type;
        this.data = data;
        this.settings = settings;
    }

    /** {@return what follows from an object} */
    public static List<CompiledEntry> compile(ObjectType type, DataContainerNode data, SystemSettings settings) {
        var compiler = new Compiler(type, data, settings);
        return switch (type.name()) {
            case "virtual-network" -> compiler.network();
            case "virtual-machine-interface" -> compiler.port();
            default -> List.of();
        };
    }

    private List<CompiledEntry> network() {
        var network = text("fq-name").orElseThrow();
        var uuid = text("uuid").orElseThrow();
        var entries = new ArrayList<CompiledEntry>();
        var instance = EntryBuilder.of("routing-instance", routingInstance(network))
                .leaf("uuid", derivedUuid(uuid, "routing-instance"))
                .leaf("virtual-network", network)
                .leaf("routing-instance-is-default", true);
        var target = text("route-target-number").flatMap(number -> settings.routeTarget(Long.parseLong(number)));
        target.ifPresent(name -> {
            instance.only(EntryBuilder.of("route-target", name));
            entries.add(EntryBuilder.of("route-target", name)
                    .leaf("uuid", derivedUuid(uuid, "route-target"))
                    .build());
        });
        entries.addFirst(instance.build());
        return entries;
    }

    private List<CompiledEntry> port() {
        var instance = EntryBuilder.of(
                        "routing-instance",
                        routingInstance(text("virtual-network").orElseThrow()))
                .leaf("direction", "both");
        return List.of(
                EntryBuilder.of("virtual-machine-interface", text("fq-name").orElseThrow())
                        .only(instance)
                        .build());
    }

    /** A network's own routing instance is named as the network within the network. */
    private static String routingInstance(String network) {
        return network + ':' + network.substring(network.lastIndexOf(':') + 1);
    }

    private static String derivedUuid(String uuid, String what) {
        return UUID.nameUUIDFromBytes((uuid + ' ' + what).getBytes(UTF_8)).toString();
    }

    private Optional<String> text(String leaf) {
        return data.childByArg(new NodeIdentifier(QName.create(type.qname(), leaf))) instanceof LeafNode<?> node
                ? Optional.of(node.body().toString())
                : Optional.empty();
    }
}

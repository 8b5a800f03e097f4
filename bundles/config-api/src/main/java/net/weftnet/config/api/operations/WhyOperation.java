package net.weftnet.config.api.operations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.weftnet.common.http.api.Caller;
import net.weftnet.config.api.api.RpcImplementation;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.transformer.api.Explanations;
import net.weftnet.config.transformer.api.Explanations.Cause;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeWithValue;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerChild;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code why}: what an entry of the compiled state comes from. */
@Component(service = RpcImplementation.class)
public final class WhyOperation implements RpcImplementation {
    private final Explanations explanations;

    /** Tells what this knows. */
    @Activate
    public WhyOperation(@Reference Explanations explanations) {
        this.explanations = explanations;
    }

    @Override
    public QName rpc() {
        return Names.name("why");
    }

    @Override
    public Optional<ContainerNode> invoke(ContainerNode input, Caller caller) throws ConfigException {
        var list = Names.text(input, "list").orElseThrow();
        var name = Names.text(input, "name").orElseThrow();
        var rule = Names.number(input, "rule").map(number -> OptionalInt.of((int) Math.min(number, Integer.MAX_VALUE)));
        var explanation = explanations
                .why(list, name, rule.orElse(OptionalInt.empty()))
                .orElseThrow(() -> new ConfigException(
                        Kind.MISSING,
                        YangInstanceIdentifier.of(),
                        "There is no " + list + ' ' + name
                                + rule.map(number -> " with a rule " + number.getAsInt())
                                        .orElse("")));
        var output = new ArrayList<DataContainerChild>();
        output.add(Names.revision(explanation.change().revision()));
        output.add(Names.leaf("is-exact", explanation.change().isExact()));
        output.add(leafs("compiled-by", explanation.rules()));
        if (!explanation.causes().isEmpty()) {
            output.add(Names.list(
                    "cause",
                    explanation.causes().stream().map(WhyOperation::cause).toList()));
        }
        return Names.output(output.toArray(DataContainerChild[]::new));
    }

    private static DataContainerChild leafs(String name, List<String> values) {
        var qname = Names.name(name);
        var leafs = ImmutableNodes.<String>newSystemLeafSetBuilder().withNodeIdentifier(new NodeIdentifier(qname));
        values.stream()
                .distinct()
                .forEach(value -> leafs.withChild(ImmutableNodes.leafSetEntry(new NodeWithValue<>(qname, value))));
        return leafs.build();
    }

    private static MapEntryNode cause(Cause cause) {
        var keys = new LinkedHashMap<QName, Object>();
        keys.put(Names.name("type"), cause.type());
        keys.put(Names.name("name"), cause.fqName());
        return Names.entry(
                "cause",
                keys,
                Names.revision(cause.change().revision()),
                Names.leaf("is-exact", cause.change().isExact()));
    }
}

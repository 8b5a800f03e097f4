package net.weftnet.config.transformer.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.weftnet.config.transformer.compile.CompiledNodes;
import net.weftnet.config.transformer.intent.Data;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerChild;

/**
 * What happens with the traffic of a rule, as an access control list has it.
 *
 * @param node the container action-list
 * @param text the container as text that is the same for equal ones
 * @param isDenied whether the traffic is dropped
 * @param analyzer the service that gets copies
 */
record Actions(ContainerNode node, String text, boolean isDenied, Optional<String> analyzer) {
    private Actions(ContainerNode node, boolean isDenied, Optional<String> analyzer) {
        this(node, CompiledNodes.text(node), isDenied, analyzer);
    }

    static final Actions PASS = only("pass");
    static final Actions DENY = only("deny");

    private static Actions only(String action) {
        return new Actions(
                CompiledNodes.container("action-list", List.of(CompiledNodes.leaf("simple-action", action))),
                action.equals("deny"),
                Optional.empty());
    }

    /** {@return the actions of a rule as they are written; traffic passes when nothing is said about it} */
    static Actions of(Data rule) {
        var given = rule.container("action-list");
        if (given.isEmpty()) {
            return PASS;
        }
        return new Actions(
                CompiledNodes.copy(given.get().node()),
                given.get().text("simple-action").filter("deny"::equals).isPresent(),
                given.get().container("mirror-to").flatMap(mirror -> mirror.text("analyzer-name")));
    }

    /** {@return whether the actions say whether traffic passes} */
    boolean isSimple() {
        return node.body().stream()
                .anyMatch(child -> child.name().getNodeType().getLocalName().equals("simple-action"));
    }

    /** {@return the same for traffic that goes through services: it passes, and is looked up in the first instance} */
    Actions through(Optional<String> instance) {
        var leafs = new ArrayList<DataContainerChild>();
        leafs.add(CompiledNodes.leaf("simple-action", "pass"));
        instance.ifPresent(name -> leafs.add(CompiledNodes.leaf("assign-routing-instance", name)));
        return with(List.of("simple-action", "apply-service", "assign-routing-instance"), leafs);
    }

    /** {@return the same with where the analyzer is} */
    Actions mirroredTo(ServicePort port) {
        var target = Mirror.target(CompiledNodes.child(node, "mirror-to"), port);
        return new Actions(CompiledNodes.with(node, target), isDenied, analyzer);
    }

    private Actions with(List<String> left, List<? extends DataContainerChild> added) {
        var children = new ArrayList<DataContainerChild>(added);
        node.body().stream()
                .filter(child -> !left.contains(child.name().getNodeType().getLocalName()))
                .forEach(children::add);
        return new Actions(
                CompiledNodes.container(node.name().getNodeType().getLocalName(), children), isDenied, analyzer);
    }
}

package net.weftnet.config.api;

import java.util.stream.Collectors;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeWithValue;

/** Names a node in a message as an operator would: {@code virtual-network front}. */
final class PathText {

    private PathText() {}

    static String of(YangInstanceIdentifier path) {
        return switch (path.getLastPathArgument()) {
            case null -> "the datastore";
            case NodeIdentifierWithPredicates entry ->
                entry.getNodeType().getLocalName() + " "
                        + entry.values().stream().map(Object::toString).collect(Collectors.joining(", "));
            case NodeWithValue<?> entry -> entry.getNodeType().getLocalName() + " " + entry.getValue();
            case YangInstanceIdentifier.PathArgument step -> step.getNodeType().getLocalName();
        };
    }
}

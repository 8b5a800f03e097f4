package net.weftnet.config.db.validation.xpath;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.weftnet.config.db.validation.xpath.Value.Nodes;
import org.opendaylight.yangtools.yang.model.api.PathExpression.LocationPathSteps;
import org.opendaylight.yangtools.yang.model.api.TypedDataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.type.LeafrefTypeDefinition;
import org.opendaylight.yangtools.yang.xpath.api.YangLocationPath;

/** Where leafrefs lead to (RFC 7950 sections 9.9.2 and 10.3.1). */
final class Leafrefs {

    private Leafrefs() {}

    static Optional<YangLocationPath> path(SchemaNode leaf) {
        return !leaf.isRoot()
                        && leaf.statement() instanceof TypedDataSchemaNode typed
                        && typed.getType() instanceof LeafrefTypeDefinition type
                        && type.getPathStatement().getSteps() instanceof LocationPathSteps steps
                ? Optional.of(steps.getLocationPath())
                : Optional.empty();
    }

    static List<DataNode> targets(List<DataNode> leafs, Evaluator evaluator) {
        var found = new ArrayList<DataNode>();
        for (var leaf : leafs) {
            var path = path(leaf.schema());
            if (path.isPresent()
                    && evaluator.evaluate(path.get(), leaf.schema().name().getModule(), leaf)
                            instanceof Nodes(var candidates)) {
                candidates.stream()
                        .filter(target -> target.text().equals(leaf.text()))
                        .forEach(found::add);
            }
        }
        return found;
    }
}

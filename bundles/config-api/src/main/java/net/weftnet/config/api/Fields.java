package net.weftnet.config.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.opendaylight.netconf.databind.DatabindPath.Data;
import org.opendaylight.restconf.api.query.FieldsParam;
import org.opendaylight.restconf.api.query.FieldsParam.NodeSelector;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContext;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContext.Composite;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContext.PathMixin;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;

/**
 * The descendants that {@code fields} selects (RFC 8040 section 4.8.3), as a tree of names.
 *
 * @param children the selected children; a field without any is selected with all that is in it
 */
record Fields(Map<QName, Fields> children) {

    private static final Fields WHOLE = new Fields(Map.of());

    boolean isWhole() {
        return children.isEmpty();
    }

    @Nullable
    Fields child(QName name) {
        return children.get(name);
    }

    /** Reads the parameter against the schema of the resource it is for. */
    static Fields of(Data target, FieldsParam parameter) throws RestconfException {
        return new Reader(target.databind().modelContext())
                .read(item(target.schema()), startModule(target), parameter.nodeSelectors());
    }

    private static @Nullable QNameModule startModule(Data target) {
        var last = target.instance().getLastPathArgument();
        return last == null ? null : last.getNodeType().getModule();
    }

    /** The schema of a list's entries, where the target is the list. */
    private static DataSchemaContext item(DataSchemaContext context) {
        return context instanceof PathMixin mixin
                ? Objects.requireNonNull(
                        mixin.childByQName(mixin.dataSchemaNode().getQName()))
                : context;
    }

    private Fields merge(Fields other) {
        if (isWhole() || other.isWhole()) {
            return WHOLE;
        }
        var merged = new HashMap<>(children);
        other.children.forEach((name, field) -> merged.merge(name, field, Fields::merge));
        return new Fields(merged);
    }

    private record Reader(EffectiveModelContext model) {

        Fields read(DataSchemaContext parent, @Nullable QNameModule module, List<NodeSelector> selectors)
                throws RestconfException {
            var children = new HashMap<QName, Fields>();
            for (var selector : selectors) {
                var field = read(parent, module, selector, 0);
                field.children.forEach((name, child) -> children.merge(name, child, Fields::merge));
            }
            return new Fields(children);
        }

        /** Reads one selector from this step of its path on. */
        private Fields read(DataSchemaContext parent, @Nullable QNameModule module, NodeSelector selector, int index)
                throws RestconfException {
            if (index == selector.path().size()) {
                return selector.subSelectors().isEmpty() ? WHOLE : read(parent, module, selector.subSelectors());
            }
            var step = selector.path().get(index);
            var ownModule = step.module() == null ? module : module(step.module());
            if (ownModule == null) {
                throw RestconfException.invalidValue("fields: " + step + " needs its module's name in front");
            }
            var name = step.identifier().bindTo(ownModule);
            return new Fields(Map.of(name, read(child(parent, name), ownModule, selector, index + 1)));
        }

        private QNameModule module(String name) throws RestconfException {
            var found = model.findModuleStatements(name).iterator();
            if (!found.hasNext()) {
                throw RestconfException.invalidValue("fields: there is no module " + name);
            }
            return found.next().localQNameModule();
        }

        private static DataSchemaContext child(DataSchemaContext parent, QName name) throws RestconfException {
            DataSchemaContext child = parent;
            do {
                child = child instanceof Composite node ? node.childByQName(name) : null;
            } while (child instanceof PathMixin);
            if (child == null) {
                throw RestconfException.invalidValue("fields: there is no " + name.getLocalName() + " in "
                        + parent.dataSchemaNode().getQName().getLocalName());
            }
            return child;
        }
    }
}

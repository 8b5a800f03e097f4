package net.weftnet.config.api.openapi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.model.api.ChoiceSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ContainerSchemaNode;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.model.api.ListSchemaNode;
import org.opendaylight.yangtools.yang.model.api.Module;

/**
 * A container or list that the document has a path and a schema of.
 *
 * @param name what its components are called: the names on its path
 * @param path the template of its path below {@code /data}; of a list, without the keys
 * @param member its name in a body, where it is the only member
 * @param keys the parameters in the path, those of the list itself last
 * @param isConfig whether it can be changed
 */
record Described(
        String name,
        String path,
        String member,
        DataSchemaNode node,
        List<Key> keys,
        boolean isConfig,
        List<QName> steps) {

    /**
     * A key in a path.
     *
     * @param name what it is called in the template
     * @param component what its component is called
     */
    record Key(String name, String component, ListSchemaNode list, QName leaf, List<QName> steps) {
        Key {
            steps = List.copyOf(steps);
        }
    }

    Described {
        keys = List.copyOf(keys);
        steps = List.copyOf(steps);
    }

    boolean isList() {
        return node instanceof ListSchemaNode;
    }

    boolean isInside(Described other) {
        return name.startsWith(other.name + '.');
    }

    /** {@return whether an entry has a path of its own} */
    boolean isKeyed() {
        return node instanceof ListSchemaNode list && !list.getKeyDefinition().isEmpty();
    }

    DataNodeContainer container() {
        return (DataNodeContainer) node;
    }

    /** {@return the template of the path of an entry} */
    String entryPath() {
        int own = ((ListSchemaNode) node).getKeyDefinition().size();
        var text = new StringBuilder(path).append('=');
        for (int i = keys.size() - own; i < keys.size(); i++) {
            text.append(i > keys.size() - own ? "," : "")
                    .append('{')
                    .append(keys.get(i).name())
                    .append('}');
        }
        return text.toString();
    }

    /** {@return the keys in the path of the whole list} */
    List<Key> keysAround() {
        int own = node instanceof ListSchemaNode list ? list.getKeyDefinition().size() : 0;
        return keys.subList(0, keys.size() - own);
    }

    /** {@return all containers and lists of the modules, in their order} */
    static List<Described> all(EffectiveModelContext model) {
        var found = new ArrayList<Described>();
        for (var module : model.getModules()) {
            new Finder(model, found).below(module, "", "", module.getQNameModule(), List.of(), List.of());
        }
        return found;
    }

    private record Finder(EffectiveModelContext model, List<Described> found) {

        void below(
                DataNodeContainer parent,
                String name,
                String path,
                QNameModule module,
                List<Key> keys,
                List<QName> steps) {
            for (var child : parent.getChildNodes()) {
                switch (child) {
                    case ChoiceSchemaNode choice ->
                        choice.getCases().forEach(option -> below(option, name, path, module, keys, steps));
                    case ContainerSchemaNode container -> found(container, name, path, module, parent, keys, steps);
                    case ListSchemaNode list -> found(list, name, path, module, parent, keys, steps);
                    default -> {}
                }
            }
        }

        private <N extends DataSchemaNode & DataNodeContainer> void found(
                N node,
                String name,
                String path,
                QNameModule module,
                DataNodeContainer parent,
                List<Key> keys,
                List<QName> steps) {
            var qname = node.getQName();
            boolean isNamed = parent instanceof Module || !qname.getModule().equals(module);
            var step = (isNamed ? moduleName(qname) + ':' : "") + qname.getLocalName();
            var component = (name.isEmpty() ? "" : name + '.') + step.replace(':', '.');
            var ownSteps = new ArrayList<>(steps);
            ownSteps.add(qname);
            var ownKeys = new ArrayList<>(keys);
            if (node instanceof ListSchemaNode list) {
                list.getKeyDefinition().forEach(key -> ownKeys.add(key(list, key, component, ownKeys, ownSteps)));
            }
            var described = new Described(
                    component,
                    path + '/' + step,
                    moduleName(qname) + ':' + qname.getLocalName(),
                    node,
                    ownKeys,
                    node.effectiveConfig().orElse(true),
                    ownSteps);
            found.add(described);
            below(
                    node,
                    described.name(),
                    described.isKeyed() ? described.entryPath() : described.path(),
                    qname.getModule(),
                    ownKeys,
                    ownSteps);
        }

        private static Key key(ListSchemaNode list, QName key, String component, List<Key> others, List<QName> steps) {
            Set<String> taken = new HashSet<>();
            others.forEach(other -> taken.add(other.name()));
            var wish = list.getQName().getLocalName() + '-' + key.getLocalName();
            var name = wish;
            for (int i = 2; taken.contains(name); i++) {
                name = wish + i;
            }
            return new Key(name, component + '.' + key.getLocalName() + "-key", list, key, steps);
        }

        private String moduleName(QName name) {
            return model.findModuleStatement(name.getModule())
                    .orElseThrow()
                    .argument()
                    .getLocalName();
        }
    }
}

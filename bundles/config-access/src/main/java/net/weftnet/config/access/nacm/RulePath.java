package net.weftnet.config.access.nacm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import net.weftnet.config.access.nacm.Rule.Step;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContext;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContext.Composite;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContext.PathMixin;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContextTree;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.model.api.ListSchemaNode;
import org.opendaylight.yangtools.yang.model.api.Module;

/**
 * Reads a {@code node-instance-identifier}: {@code /weftnet-config:config/domain[name='d']/project}. Names carry their
 * module's name or prefix; without one they are in the module of the step before. Keys may be left out. {@code $USER}
 * stands for the name of the user.
 */
final class RulePath {
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_.-]*";
    private static final Pattern STEP = Pattern.compile("/(?:(" + NAME + "):)?(" + NAME + ")");
    private static final Pattern PREDICATE = Pattern.compile(
            "\\[\\s*(?:(?:(" + NAME + "):)?(" + NAME + ")|(\\.))\\s*=\\s*(?:'([^']*)'|\"([^\"]*)\"|(\\$USER))\\s*]");

    private final EffectiveModelContext modules;
    private final DataSchemaContextTree schema;

    RulePath(EffectiveModelContext modules) {
        this.modules = modules;
        schema = DataSchemaContextTree.from(modules);
    }

    /**
     * {@return the steps of a path}; none for the path of everything, {@code /}
     *
     * @throws IllegalArgumentException when it is none, or names what no module has
     */
    List<Step> read(String text, String user) {
        var steps = new ArrayList<Step>();
        if (text.strip().equals("/")) {
            return steps;
        }
        DataSchemaContext place = schema.getRoot();
        @Nullable QNameModule module = null;
        int position = 0;
        var rest = text.strip();
        while (position < rest.length()) {
            var step = STEP.matcher(rest).region(position, rest.length());
            if (!step.lookingAt()) {
                throw new IllegalArgumentException("the path " + text + " is malformed at " + rest.substring(position));
            }
            module = module(step.group(1), module, text);
            var node = QName.create(module, step.group(2));
            place = child(place, node, text);
            position = step.end();
            var keys = new HashMap<QName, String>();
            var predicate = PREDICATE.matcher(rest).region(position, rest.length());
            while (predicate.lookingAt()) {
                var key = predicate.group(3) != null
                        ? node
                        : QName.create(module(predicate.group(1), module, text), predicate.group(2));
                requireKey(place, node, key, text);
                keys.put(key, value(predicate.group(4), predicate.group(5), user));
                position = predicate.end();
                predicate.region(position, rest.length());
            }
            steps.add(new Step(node, keys));
        }
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("the path is empty");
        }
        return steps;
    }

    private static String value(@Nullable String single, @Nullable String twice, String user) {
        return single != null ? single : twice != null ? twice : user;
    }

    private QNameModule module(@Nullable String name, @Nullable QNameModule inherited, String path) {
        if (name == null) {
            if (inherited == null) {
                throw new IllegalArgumentException("the path " + path + " does not name the module of its first step");
            }
            return inherited;
        }
        return find(modules, name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the path " + path + " names a module " + name + ", which there is not"));
    }

    /** {@return the module of a name or, when no module has it, of a prefix} */
    static Optional<QNameModule> find(EffectiveModelContext modules, String name) {
        return modules.findModules(name).stream()
                .map(Module::getQNameModule)
                .findFirst()
                .or(() -> modules.getModules().stream()
                        .filter(module -> module.getPrefix().equals(name))
                        .map(Module::getQNameModule)
                        .findFirst());
    }

    private static DataSchemaContext child(DataSchemaContext parent, QName name, String path) {
        @Nullable DataSchemaContext child = parent;
        do {
            child = child instanceof Composite node ? node.childByQName(name) : null;
        } while (child instanceof PathMixin);
        if (child == null) {
            throw new IllegalArgumentException("the path " + path + " names a node " + name.getLocalName()
                    + ", which there is not in "
                    + parent.dataSchemaNode().getQName().getLocalName());
        }
        return child;
    }

    private static void requireKey(DataSchemaContext place, QName node, QName key, String path) {
        boolean isKey = place.dataSchemaNode() instanceof ListSchemaNode list
                ? list.getKeyDefinition().contains(key)
                : key.equals(node);
        if (!isKey) {
            throw new IllegalArgumentException("the path " + path + " compares " + key.getLocalName()
                    + ", which is no key of " + node.getLocalName());
        }
    }
}

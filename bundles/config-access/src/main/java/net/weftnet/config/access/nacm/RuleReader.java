package net.weftnet.config.access.nacm;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.weftnet.config.access.nacm.Rule.Target;
import net.weftnet.config.access.nacm.RuleBook.Parts;
import net.weftnet.config.access.nacm.RuleBook.RuleList;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ChoiceNode;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerChild;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;

/** Reads the data of {@code ietf-netconf-acm}. */
public final class RuleReader {
    private static final QNameModule NACM =
            QNameModule.ofRevision("urn:ietf:params:xml:ns:yang:ietf-netconf-acm", "2018-02-14");

    /** The container of the rules. */
    public static final QName CONTAINER = QName.create(NACM, "nacm");

    private final EffectiveModelContext modules;
    private final RulePath paths;
    private final List<Rule> ofModules;
    private final Map<QName, Set<QNameModule>> modulesBelow;

    /** Reads rules about the data of these modules. */
    public RuleReader(EffectiveModelContext modules) {
        this.modules = modules;
        paths = new RulePath(modules);
        ofModules = new ModuleStatements(modules).rules();
        modulesBelow = ModuleStatements.modulesBelow(modules);
    }

    /** A rule as it is written: its path may name the user. */
    record Written(
            String name,
            Optional<QNameModule> module,
            Optional<String> path,
            Optional<Target> target,
            Set<Operation> operations,
            boolean isPermit) {}

    /**
     * {@return the rules in the data}
     *
     * @param nacm the container {@code nacm}
     * @throws IllegalArgumentException when a rule speaks of what there is not; the message names the rule
     */
    public RuleBook read(DataContainerNode nacm) {
        var defaults = EnumSet.noneOf(Operation.class);
        if (isPermit(nacm, "read-default", "permit")) {
            defaults.add(Operation.READ);
        }
        if (isPermit(nacm, "write-default", "deny")) {
            defaults.addAll(Set.of(Operation.CREATE, Operation.UPDATE, Operation.DELETE));
        }
        if (isPermit(nacm, "exec-default", "permit")) {
            defaults.add(Operation.EXEC);
        }
        var lists = entries(nacm, "rule-list").stream().map(this::list).toList();
        return new RuleBook(
                new Parts(
                        isTrue(nacm, "enable-nacm"),
                        isTrue(nacm, "enable-external-groups"),
                        groups(nacm),
                        lists,
                        defaults),
                ofModules,
                modulesBelow,
                this);
    }

    private static boolean isPermit(DataContainerNode nacm, String leaf, String byDefault) {
        return text(nacm, leaf).orElse(byDefault).equals("permit");
    }

    private static boolean isTrue(DataContainerNode nacm, String leaf) {
        return text(nacm, leaf).map(Boolean::parseBoolean).orElse(true);
    }

    private static Map<String, Set<String>> groups(DataContainerNode nacm) {
        var found = new HashMap<String, Set<String>>();
        if (nacm.childByArg(node("groups")) instanceof DataContainerNode groups) {
            for (var group : entries(groups, "group")) {
                found.put(text(group, "name").orElseThrow(), values(group, "user-name"));
            }
        }
        return found;
    }

    private RuleList list(DataContainerNode list) {
        var name = text(list, "name").orElseThrow();
        var rules = new ArrayList<Written>();
        for (var entry : entries(list, "rule")) {
            try {
                var written = written(entry);
                // Also finds out whether the path is one.
                rule(written, 0, "");
                rules.add(written);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "rule " + text(entry, "name").orElse("") + " of rule-list " + name + ": " + e.getMessage(), e);
            }
        }
        return new RuleList(name, values(list, "group"), rules);
    }

    private Written written(DataContainerNode rule) {
        var module = text(rule, "module-name").filter(name -> !name.equals("*"));
        var known = module.flatMap(name -> RulePath.find(modules, name));
        if (module.isPresent() && known.isEmpty()) {
            throw new IllegalArgumentException("there is no module " + module.get());
        }
        var name = text(rule, "rpc-name");
        var notification = text(rule, "notification-name");
        Optional<Target> target = name.isPresent()
                ? Optional.of(new Target.Call(named(name)))
                : notification.map(kind -> new Target.Notification(named(Optional.of(kind))));
        return new Written(
                text(rule, "name").orElseThrow(),
                known,
                text(rule, "path"),
                target,
                operations(rule),
                text(rule, "action").orElseThrow().equals("permit"));
    }

    private static Optional<String> named(Optional<String> name) {
        return name.filter(one -> !one.equals("*"));
    }

    /** Makes a rule of what is written, for one user. */
    Rule rule(Written written, int order, String user) {
        Target target = written.path()
                .<Target>map(path -> new Target.Data(paths.read(path, user)))
                .or(written::target)
                .orElseGet(Target.Everything::new);
        return new Rule(order, written.module(), target, written.operations(), written.isPermit());
    }

    private static Set<Operation> operations(DataContainerNode rule) {
        if (!(find(rule, "access-operations") instanceof LeafNode<?> leaf) || "*".equals(leaf.body())) {
            return EnumSet.allOf(Operation.class);
        }
        return ((Set<?>) leaf.body())
                .stream()
                        .map(bit -> Operation.valueOf(bit.toString().toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Operation.class)));
    }

    private static NodeIdentifier node(String name) {
        return new NodeIdentifier(QName.create(NACM, name));
    }

    /** A child, also one in a choice. */
    private static @Nullable DataContainerChild find(DataContainerNode around, String name) {
        var direct = around.childByArg(node(name));
        if (direct != null) {
            return direct;
        }
        for (var child : around.body()) {
            if (child instanceof ChoiceNode choice && choice.childByArg(node(name)) != null) {
                return choice.childByArg(node(name));
            }
        }
        return null;
    }

    private static Optional<String> text(DataContainerNode around, String name) {
        return find(around, name) instanceof LeafNode<?> leaf
                ? Optional.of(leaf.body().toString())
                : Optional.empty();
    }

    private static Set<String> values(DataContainerNode around, String name) {
        var found = new HashSet<String>();
        if (around.childByArg(node(name)) instanceof LeafSetNode<?> leaves) {
            leaves.body().forEach(leaf -> found.add(leaf.body().toString()));
        }
        return found;
    }

    private static List<DataContainerNode> entries(DataContainerNode around, String name) {
        return around.childByArg(node(name)) instanceof MapNode list ? List.copyOf(list.body()) : List.of();
    }
}

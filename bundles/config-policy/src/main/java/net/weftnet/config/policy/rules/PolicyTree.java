package net.weftnet.config.policy.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import net.weftnet.config.db.api.ConfigDatastore.Edit;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.policy.language.PolicyFile;
import net.weftnet.config.policy.language.PolicyFile.Kind;
import net.weftnet.config.policy.language.PolicyFile.Policy;
import net.weftnet.config.policy.language.Problem;
import net.weftnet.config.policy.language.Rule;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeSnapshot;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;

/** Policies in the tree of the configuration: {@code network-policy} and {@code security-group} of projects. */
public final class PolicyTree {
    /** Domain, project and name. */
    private static final int PARTS = 3;

    private final Map<Kind, RuleCodec> codecs = new EnumMap<>(Kind.class);

    /** Policies in trees of these modules. */
    public PolicyTree(EffectiveModelContext modules) {
        for (var kind : Kind.values()) {
            codecs.put(kind, new RuleCodec(modules, Place.aroundRules(kind), Place.RULE));
        }
    }

    private RuleCodec codec(Kind kind) {
        return Objects.requireNonNull(codecs.get(kind));
    }

    /** {@return what of a file the modules do not allow, whatever else is configured} */
    public List<Problem> problems(PolicyFile file) {
        var problems = new ArrayList<Problem>();
        for (var policy : file.policies()) {
            if (policy.name().split(":", -1).length != PARTS) {
                problems.add(new Problem(
                        policy.line(),
                        1,
                        "a " + policy.kind().type() + " is named DOMAIN:PROJECT:NAME, not " + policy.name()));
            }
            problemsOfRules(policy, problems);
        }
        return problems;
    }

    private void problemsOfRules(Policy policy, List<Problem> problems) {
        var ids = RuleIds.of(policy);
        var seen = new HashSet<String>();
        for (int i = 0; i < ids.size(); i++) {
            var rule = policy.rules().get(i);
            if (!seen.add(ids.get(i))) {
                problems.add(new Problem(rule.line(), 1, "the policy has another rule with the id " + ids.get(i)));
            }
            try {
                codec(policy.kind()).node(rule, ids.get(i));
            } catch (IllegalArgumentException e) {
                problems.add(new Problem(rule.line(), 1, String.valueOf(e.getMessage())));
            }
        }
    }

    /**
     * {@return the edit that makes the policies of a file be what it says}. Policies that it does not name stay as they are, and
     * so do the networks of a policy for which it names none.
     */
    public Edit edit(PolicyFile file) {
        return tree -> {
            for (var policy : file.policies()) {
                write(policy, tree);
            }
            var networks = file.policies().stream()
                            .anyMatch(policy -> policy.networks().isPresent())
                    ? Optional.of(new Networks(tree))
                    : Optional.<Networks>empty();
            for (var policy : file.policies()) {
                if (networks.isPresent() && policy.networks().isPresent()) {
                    networks.get().apply(policy.name(), policy.networks().get(), tree);
                }
            }
        };
    }

    private void write(Policy policy, DataTreeModification tree) throws ConfigException {
        var names = policy.name().split(":", -1);
        var project = Place.project(names);
        if (tree.readNode(project).isEmpty()) {
            throw new ConfigException(
                    ConfigException.Kind.MISSING,
                    project,
                    "line " + policy.line() + ": there is no project " + names[0] + ':' + names[1] + " for the "
                            + policy.kind().type() + ' ' + names[2]);
        }
        var list = Place.list(policy.kind());
        var path = Place.entry(project, list, names[2]);
        tree.merge(
                path.coerceParent(),
                ImmutableNodes.newSystemMapBuilder()
                        .withNodeIdentifier(new NodeIdentifier(list))
                        .withChild(ImmutableNodes.newMapEntryBuilder()
                                .withNodeIdentifier(NodeIdentifierWithPredicates.of(list, Place.NAME, names[2]))
                                .withChild(ImmutableNodes.leafNode(Place.NAME, names[2]))
                                .build())
                        .build());
        tree.write(path.node(Place.entries(policy.kind())), rules(policy));
    }

    private ContainerNode rules(Policy policy) {
        var ids = RuleIds.of(policy);
        var rules = ImmutableNodes.newUserMapBuilder().withNodeIdentifier(new NodeIdentifier(Place.RULE));
        for (int i = 0; i < ids.size(); i++) {
            rules.withChild(codec(policy.kind()).node(policy.rules().get(i), ids.get(i)));
        }
        var entries = ImmutableNodes.newContainerBuilder()
                .withNodeIdentifier(new NodeIdentifier(Place.entries(policy.kind())));
        return ids.isEmpty()
                ? entries.build()
                : entries.withChild(rules.build()).build();
    }

    /** {@return all policies of a tree, in the order of their names, network policies first} */
    public List<Policy> read(DataTreeSnapshot tree) {
        var networks = new Networks(tree);
        var policies = new ArrayList<Policy>();
        for (var kind : Kind.values()) {
            tree.readNode(YangInstanceIdentifier.of(ConfigSchema.CONFIG)).ifPresent(config -> {
                for (var domain : Entries.of((DataContainerNode) config, Place.DOMAIN)) {
                    for (var project : Entries.of(domain, Place.PROJECT)) {
                        var around = Entries.key(domain, Place.NAME) + ':' + Entries.key(project, Place.NAME);
                        Entries.of(project, Place.list(kind))
                                .forEach(entry -> policies.add(policy(kind, around, entry, networks)));
                    }
                }
            });
        }
        policies.sort(Comparator.comparing(Policy::kind).thenComparing(Policy::name));
        return policies;
    }

    private Policy policy(Kind kind, String project, MapEntryNode entry, Networks networks) {
        var name = project + ':' + Entries.key(entry, Place.NAME);
        var rules = entry.childByArg(new NodeIdentifier(Place.entries(kind))) instanceof ContainerNode entries
                ? Entries.of(entries, Place.RULE).stream()
                        .map(rule -> codec(kind).rule(rule))
                        .toList()
                : List.<Rule>of();
        var on = kind == Kind.NETWORK_POLICY ? networks.of(name) : List.<String>of();
        return RuleIds.withoutDerived(
                new Policy(kind, name, on.isEmpty() ? Optional.empty() : Optional.of(on), rules, 0));
    }
}

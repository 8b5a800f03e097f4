package net.weftnet.config.policy;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.weftnet.common.http.api.Caller;
import net.weftnet.config.api.api.RpcImplementation;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigSchema;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.common.Uint64;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The policy language over RESTCONF: one component for each operation of the module weftnet-operations. */
public final class PolicyOperations {
    private static final QNameModule MODULE = QNameModule.ofRevision("urn:weftnet:operations", "2026-01-01");
    private static final String TEXT = "text";

    private PolicyOperations() {}

    private static QName name(String local) {
        return QName.create(MODULE, local);
    }

    private static Optional<String> leaf(ContainerNode input, String leaf) {
        return input.childByArg(new NodeIdentifier(name(leaf))) instanceof LeafNode<?> found
                ? Optional.of(found.body().toString())
                : Optional.empty();
    }

    private static Optional<ContainerNode> output(String leaf, Object value) {
        return Optional.of(ImmutableNodes.newContainerBuilder()
                .withNodeIdentifier(new NodeIdentifier(name("output")))
                .withChild(ImmutableNodes.leafNode(name(leaf), value))
                .build());
    }

    private static ConfigException refusal(PolicyTextException e) {
        return new ConfigException(
                ConfigException.Kind.INVALID,
                YangInstanceIdentifier.of(ConfigSchema.CONFIG),
                String.valueOf(e.getMessage()),
                e);
    }

    /** {@code load-policies}. */
    @Component(service = RpcImplementation.class)
    public static final class Load implements RpcImplementation {
        private final PolicyTexts policies;

        /** Loads into these policies. */
        @Activate
        public Load(@Reference PolicyTexts policies) {
            this.policies = policies;
        }

        @Override
        public QName rpc() {
            return name("load-policies");
        }

        @Override
        public Optional<ContainerNode> invoke(ContainerNode input, Caller caller) throws ConfigException {
            try {
                var comment = leaf(input, "comment").orElse("Load policies");
                var commit = policies.load(TEXT, leaf(input, TEXT).orElseThrow(), caller.name(), comment);
                return output("revision", Uint64.valueOf(commit.revision()));
            } catch (PolicyTextException e) {
                throw refusal(e);
            }
        }
    }

    /** {@code check-policies}. */
    @Component(service = RpcImplementation.class)
    public static final class Check implements RpcImplementation {
        private final PolicyTexts policies;

        /** Checks against these policies. */
        @Activate
        public Check(@Reference PolicyTexts policies) {
            this.policies = policies;
        }

        @Override
        public QName rpc() {
            return name("check-policies");
        }

        @Override
        public Optional<ContainerNode> invoke(ContainerNode input, Caller caller) throws ConfigException {
            try {
                var candidate = policies.check(TEXT, leaf(input, TEXT).orElseThrow(), caller.name());
                return output("changes", candidate.isPresent());
            } catch (PolicyTextException e) {
                throw refusal(e);
            }
        }
    }

    /** {@code print-policies}. */
    @Component(service = RpcImplementation.class)
    public static final class Print implements RpcImplementation {
        private final PolicyTexts policies;

        /** Prints these policies. */
        @Activate
        public Print(@Reference PolicyTexts policies) {
            this.policies = policies;
        }

        @Override
        public QName rpc() {
            return name("print-policies");
        }

        @Override
        public Optional<ContainerNode> invoke(ContainerNode input, Caller caller) throws ConfigException {
            return output(TEXT, policies.print(names(input)));
        }

        private static Collection<String> names(ContainerNode input) {
            if (!(input.childByArg(new NodeIdentifier(name("policy"))) instanceof LeafSetNode<?> list)) {
                return Set.of();
            }
            var names = new TreeSet<String>();
            list.body().forEach(entry -> names.add(entry.body().toString()));
            return names;
        }
    }
}

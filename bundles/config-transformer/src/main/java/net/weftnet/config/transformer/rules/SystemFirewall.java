package net.weftnet.config.transformer.rules;

import java.util.List;
import net.weftnet.config.transformer.compile.CompiledEntry;
import net.weftnet.config.transformer.compile.EntryBuilder;
import net.weftnet.config.transformer.engine.Producer;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.intent.Names;

/** An application-policy-set for all applications of the system is for all compute nodes: it is below the system's own policies. */
final class SystemFirewall implements Producer {
    static final String TYPE = "application-policy-set";
    private static final String NODES = "global-vrouter-config";
    private static final String NODES_NAME = "default-global-system-config:default-" + NODES;

    @Override
    public String type() {
        return TYPE;
    }

    static boolean isForAll(String set, Scope scope) {
        return scope.object(TYPE, set)
                .filter(one -> one.data().flag("all-applications"))
                .isPresent();
    }

    @Override
    public List<CompiledEntry> compute(String of, Scope scope) {
        // Names in a project have more parts.
        boolean isOfSystem = Names.parent(Names.parent(of)).isEmpty();
        return isOfSystem
                        && isForAll(of, scope)
                        && scope.object(NODES, NODES_NAME).isPresent()
                ? List.of(EntryBuilder.of(TYPE, of)
                        .leafs(NODES, List.of(NODES_NAME))
                        .build())
                : List.of();
    }
}

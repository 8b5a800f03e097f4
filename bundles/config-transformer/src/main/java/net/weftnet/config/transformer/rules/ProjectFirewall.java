package net.weftnet.config.transformer.rules;

import java.util.List;
import net.weftnet.config.transformer.compile.CompiledEntry;
import net.weftnet.config.transformer.compile.EntryBuilder;
import net.weftnet.config.transformer.engine.Producer;
import net.weftnet.config.transformer.engine.Scope;

/** The application-policy-sets of a project that are for all its applications. */
final class ProjectFirewall implements Producer {
    private static final String TYPE = "project";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<CompiledEntry> compute(String of, Scope scope) {
        var sets = scope.members(SystemFirewall.TYPE, of).stream()
                .filter(name -> SystemFirewall.isForAll(name, scope))
                .toList();
        return sets.isEmpty()
                ? List.of()
                : List.of(EntryBuilder.of(TYPE, of)
                        .leafs(SystemFirewall.TYPE, sets)
                        .build());
    }
}

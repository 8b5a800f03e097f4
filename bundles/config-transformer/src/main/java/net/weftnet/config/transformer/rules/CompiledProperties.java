package net.weftnet.config.transformer.rules;

import java.util.Set;
import net.weftnet.config.transformer.intent.Data;

/** Properties of the intent that are published as they are compiled, and not as they are written. */
public final class CompiledProperties {
    private CompiledProperties() {}

    /** {@return the names of those of an object} */
    public static Set<String> of(String type, Data object) {
        return switch (type) {
            case "virtual-machine-interface" ->
                Mirror.analyzerOf(object).isPresent() ? Set.of(Mirror.PROPERTIES) : Set.of();
            case LoggedRules.TYPE -> LoggedRules.hasSources(object) ? Set.of(LoggedRules.RULES) : Set.of();
            default -> Set.of();
        };
    }
}

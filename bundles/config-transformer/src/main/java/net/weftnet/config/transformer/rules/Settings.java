package net.weftnet.config.transformer.rules;

import net.weftnet.config.transformer.compile.SystemSettings;
import net.weftnet.config.transformer.engine.Rule;
import net.weftnet.config.transformer.engine.Scope;

/** The settings of the whole system. There is one value, named by nothing. */
final class Settings implements Rule<SystemSettings> {
    static final Settings RULE = new Settings();

    @Override
    public String name() {
        return "settings";
    }

    static SystemSettings of(Scope scope) {
        return scope.get(RULE, "");
    }

    @Override
    public SystemSettings compute(String of, Scope scope) {
        return new SystemSettings(scope.object("global-system-config", "default-global-system-config")
                .map(system -> system.data().number("autonomous-system", 0))
                .orElse(0L));
    }
}

package net.weftnet.config.transformer.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.weftnet.config.transformer.engine.Rule;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.numbers.AllocatedNumbers;
import net.weftnet.config.transformer.numbers.NumberName;

/** The numbers that were given out. There is one value, named by nothing. */
final class Numbers implements Rule<Map<String, Long>> {
    static final Numbers RULE = new Numbers();

    @Override
    public String name() {
        return "numbers";
    }

    @Override
    public boolean isIndex() {
        return true;
    }

    @Override
    public Map<String, Long> compute(String of, Scope scope) {
        return scope.object("global-system-config", "default-global-system-config")
                .map(system -> AllocatedNumbers.read(system.data()))
                .map(Numbers::byText)
                .orElse(Map.of());
    }

    private static Map<String, Long> byText(Map<NumberName, Long> numbers) {
        var byText = new HashMap<String, Long>();
        numbers.forEach((name, number) -> byText.put(name.toString(), number));
        return byText;
    }

    /** {@return a number, if it was given out} */
    static Optional<Long> of(NumberName name, Scope scope) {
        return scope.get(One.RULE, name.toString());
    }

    /** One number, so that only those follow a change whose number it is. */
    private static final class One implements Rule<Optional<Long>> {
        private static final One RULE = new One();

        @Override
        public String name() {
            return "number";
        }

        @Override
        public Optional<Long> compute(String of, Scope scope) {
            return Optional.ofNullable(scope.get(Numbers.RULE, "").get(of));
        }
    }

    /** {@return the rules of this file, each after those it reads} */
    static List<Rule<?>> all() {
        return List.of(RULE, One.RULE);
    }
}

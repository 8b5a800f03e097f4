package net.weftnet.config.transformer.rules;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import net.weftnet.config.transformer.compile.CompiledEntry;
import net.weftnet.config.transformer.compile.EntryBuilder;
import net.weftnet.config.transformer.engine.Producer;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.numbers.NumberName;
import org.opendaylight.yangtools.yang.common.Uint32;

/** The numbers that objects of one type need besides those of single objects, as entries of the list needed-number. */
final class NumberNeeds implements Producer {
    private final String type;
    private final BiFunction<String, Scope, List<NumberName>> names;
    private final boolean hasValues;

    private NumberNeeds(String type, BiFunction<String, Scope, List<NumberName>> names, boolean hasValues) {
        this.type = type;
        this.names = names;
        this.hasValues = hasValues;
    }

    /**
     * {@return the needs of all types that have any}
     *
     * @param hasValues whether entries have the numbers that were given out
     */
    static List<Producer> all(boolean hasValues) {
        return List.of(
                new NumberNeeds(NetworkInstance.TYPE, NumberNeeds::ofNetwork, hasValues),
                new NumberNeeds(LogicalRouter.TYPE, (router, _) -> List.of(LogicalRouter.number(router)), hasValues),
                new NumberNeeds(BgpService.TYPE, BgpService::numbers, hasValues));
    }

    /** The chains to the right of a network. */
    private static List<NumberName> ofNetwork(String network, Scope scope) {
        return scope.get(NetworkChains.RULE, network).agreed().stream()
                .filter(chain -> chain.left().equals(network))
                .map(chain -> ActiveChains.needs(chain, scope))
                .flatMap(Optional::stream)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public List<CompiledEntry> compute(String of, Scope scope) {
        return names.apply(of, scope).stream().map(name -> entry(name, scope)).toList();
    }

    private CompiledEntry entry(NumberName name, Scope scope) {
        var value = hasValues ? Numbers.of(name, scope).map(Uint32::valueOf) : Optional.empty();
        return EntryBuilder.of("needed-number", name.toString())
                .leaf("series", name.series())
                .leaf("owner", name.owner())
                .leaf("value", value)
                .build();
    }
}

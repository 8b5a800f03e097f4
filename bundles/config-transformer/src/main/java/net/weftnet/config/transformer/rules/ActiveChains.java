package net.weftnet.config.transformer.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.weftnet.config.transformer.engine.Rule;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.numbers.NumberName;

/**
 * The service chains of a network that can carry traffic: both networks ask for them, every service has a machine with
 * the ports and addresses that its mode needs, and every number was given out. Others wait, and their traffic is dropped
 * by the entry of the access control list that leads into them.
 */
final class ActiveChains implements Rule<List<Chain>> {
    static final ActiveChains RULE = new ActiveChains();

    @Override
    public String name() {
        return "active chains of network";
    }

    @Override
    public List<Chain> compute(String of, Scope scope) {
        return scope.get(NetworkChains.RULE, of).agreed().stream()
                .filter(chain -> needs(chain, scope)
                        .filter(names -> names.stream()
                                .allMatch(name -> Numbers.of(name, scope).isPresent()))
                        .isPresent())
                .toList();
    }

    /** {@return the numbers that a chain needs; nothing when something else is missing} */
    static Optional<List<NumberName>> needs(Chain chain, Scope scope) {
        var names = new ArrayList<NumberName>();
        for (var name : chain.services()) {
            var service = scope.get(Service.RULE, name);
            var machines = machines(service, chain);
            if (machines.isEmpty()) {
                return Optional.empty();
            }
            names.add(new NumberName(NumberName.ROUTE_TARGET, chain.leftInstance(name)));
            if (!service.translates()) {
                names.add(new NumberName(NumberName.ROUTE_TARGET, chain.rightInstance(name)));
            }
            if (service.isTransparent()) {
                names.add(address(chain, name));
                machines.forEach(machine -> names.add(NumberName.vlan(machine.name(), chain.id())));
            }
        }
        return Optional.of(names);
    }

    /** {@return the name of the address that a transparent service of a chain is reached at} */
    static NumberName address(Chain chain, String service) {
        return new NumberName(NumberName.CHAIN_ADDRESS, chain.leftInstance(service));
    }

    /** {@return the machines of a service that a chain can use} */
    static List<Service.Machine> machines(Service service, Chain chain) {
        boolean needsRight = chain.isBidirectional() && !service.translates();
        return service.machines().stream()
                .filter(machine -> machine.right().isPresent() || !needsRight)
                .filter(machine -> service.isTransparent()
                        || machine.left().hasAddress()
                                && machine.right().map(ServicePort::hasAddress).orElse(true))
                .toList();
    }
}

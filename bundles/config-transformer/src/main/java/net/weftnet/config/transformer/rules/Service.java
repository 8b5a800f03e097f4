package net.weftnet.config.transformer.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.weftnet.config.transformer.engine.Rule;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.intent.Data;
import net.weftnet.config.transformer.intent.IntentObject;
import net.weftnet.config.transformer.intent.Names;

/**
 * A service that traffic can be led through.
 *
 * @param mode how packets pass: transparent, in-network or in-network-nat; transparent when nobody says
 * @param isAnalyzer whether it gets copies
 * @param isPhysical whether it is a device
 * @param machines what does the work, each with at least a left port
 */
record Service(String mode, boolean isAnalyzer, boolean isPhysical, List<Machine> machines) {
    static final Rule<Service> RULE = new Compilation();
    private static final String TYPE = "service-instance";
    private static final String TUPLE = "port-tuple";
    private static final String VIRTUAL_MACHINE = "virtual-machine";
    private static final Service ABSENT = new Service("transparent", false, false, List.of());

    /**
     * One machine of a service.
     *
     * @param name its port tuple, or the virtual-machine when the service has no port tuples (templates of version 1)
     */
    record Machine(String name, ServicePort left, Optional<ServicePort> right) {}

    Service {
        machines = List.copyOf(machines);
    }

    /**
     * A machine that a port belongs to.
     *
     * @param machine its name, as in {@link Machine}
     * @param service the service
     */
    record Membership(String machine, String service) {}

    /** {@return the machines that a port is one of, with their services} */
    static List<Membership> membershipsOf(Data port, Scope scope) {
        var tuples = port.texts(TUPLE).stream().map(tuple -> new Membership(tuple, Names.parent(tuple)));
        var machines = port.texts(VIRTUAL_MACHINE).stream()
                .flatMap(machine -> scope.object(VIRTUAL_MACHINE, machine).stream())
                .flatMap(machine ->
                        machine.data().texts(TYPE).stream().map(service -> new Membership(machine.fqName(), service)));
        return Stream.concat(tuples, machines).toList();
    }

    boolean isTransparent() {
        return mode.equals("transparent");
    }

    boolean translates() {
        return mode.equals("in-network-nat");
    }

    /** {@return the left port of the first machine} */
    Optional<ServicePort> leftPort() {
        return machines.stream().findFirst().map(Machine::left);
    }

    /** Puts the service together from template, instance, machines and ports. A service that is not there is empty. */
    private static final class Compilation implements Rule<Service> {
        @Override
        public String name() {
            return "service";
        }

        @Override
        public Service compute(String of, Scope scope) {
            var instance = scope.object(TYPE, of);
            var template = instance.flatMap(
                            one -> one.data().texts("service-template").stream().findFirst())
                    .flatMap(name -> scope.object("service-template", name))
                    .flatMap(one -> one.data().container("service-template-properties"));
            if (instance.isEmpty() || template.isEmpty()) {
                return ABSENT;
            }
            var machines = new ArrayList<Machine>();
            for (var type : List.of(TUPLE, VIRTUAL_MACHINE)) {
                var names = type.equals(TUPLE) ? scope.members(TUPLE, of) : scope.referrers(TYPE, of, type);
                names.forEach(name -> machine(type, name, scope).ifPresent(machines::add));
            }
            return new Service(
                    template.get().text("service-mode").orElse("transparent"),
                    template.get()
                            .text("service-type")
                            .filter("analyzer"::equals)
                            .isPresent(),
                    isPhysical(template.get(), instance.get()),
                    machines);
        }

        private static boolean isPhysical(Data template, IntentObject instance) {
            return instance.data()
                    .container("service-instance-properties")
                    .flatMap(properties -> properties.text("service-virtualization-type"))
                    .or(() -> template.text("service-virtualization-type"))
                    .filter("physical-device"::equals)
                    .isPresent();
        }

        private static Optional<Machine> machine(String type, String name, Scope scope) {
            Optional<ServicePort> left = Optional.empty();
            Optional<ServicePort> right = Optional.empty();
            for (var interfaceName : scope.referrers(type, name, "virtual-machine-interface")) {
                var port = ServicePort.of(interfaceName, scope);
                if (port.filter(one -> one.side().equals("left")).isPresent()) {
                    left = port;
                } else if (port.filter(one -> one.side().equals("right")).isPresent()) {
                    right = port;
                }
            }
            var rightPort = right;
            return left.map(port -> new Machine(name, port, rightPort));
        }
    }
}

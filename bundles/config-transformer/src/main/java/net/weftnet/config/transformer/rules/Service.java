package net.weftnet.config.transformer.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.weftnet.config.transformer.engine.Rule;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.intent.Data;
import net.weftnet.config.transformer.intent.IntentObject;

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
    private static final Service ABSENT = new Service("transparent", false, false, List.of());

    /** One machine of a service: a port tuple. */
    record Machine(String tuple, ServicePort left, Optional<ServicePort> right) {}

    Service {
        machines = List.copyOf(machines);
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

    /** Puts the service together from template, instance, port tuples and ports. A service that is not there is empty. */
    private static final class Compilation implements Rule<Service> {
        @Override
        public String name() {
            return "service";
        }

        @Override
        public Service compute(String of, Scope scope) {
            var instance = scope.object("service-instance", of);
            var template = instance.flatMap(
                            one -> one.data().texts("service-template").stream().findFirst())
                    .flatMap(name -> scope.object("service-template", name))
                    .flatMap(one -> one.data().container("service-template-properties"));
            if (instance.isEmpty() || template.isEmpty()) {
                return ABSENT;
            }
            var machines = new ArrayList<Machine>();
            for (var tuple : scope.members("port-tuple", of)) {
                machine(tuple, scope).ifPresent(machines::add);
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

        private static Optional<Machine> machine(String tuple, Scope scope) {
            Optional<ServicePort> left = Optional.empty();
            Optional<ServicePort> right = Optional.empty();
            for (var name : scope.referrers("port-tuple", tuple, "virtual-machine-interface")) {
                var port = ServicePort.of(name, scope);
                if (port.filter(one -> one.side().equals("left")).isPresent()) {
                    left = port;
                } else if (port.filter(one -> one.side().equals("right")).isPresent()) {
                    right = port;
                }
            }
            var rightPort = right;
            return left.map(port -> new Machine(tuple, port, rightPort));
        }
    }
}

package net.weftnet.config.transformer.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.weftnet.config.transformer.compile.CompiledEntry;
import net.weftnet.config.transformer.engine.Producer;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.intent.Data;
import net.weftnet.config.transformer.intent.IntentObject;

/**
 * A security group is two access control lists: what may come to its ports, and what may leave them. A rule whose
 * destination is local is for the first, one whose source is local for the second.
 */
final class SecurityGroupAcls implements Producer {
    private static final String TYPE = "security-group";
    private static final String ANY_NUMBER = "-1";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<CompiledEntry> compute(String of, Scope scope) {
        var group = scope.object(TYPE, of).orElseThrow();
        var ingress = new ArrayList<AclRule>();
        var egress = new ArrayList<AclRule>();
        group.data().container("security-group-entries").ifPresent(entries -> entries.list("policy-rule")
                .forEach(rule -> expand(rule, group, scope, ingress, egress)));
        return List.of(
                Acl.entry(group, TYPE, "ingress-access-control-list", ingress, false),
                Acl.entry(group, TYPE, "egress-access-control-list", egress, false));
    }

    private static void expand(
            Data rule, IntentObject group, Scope scope, List<AclRule> ingress, List<AclRule> egress) {
        var etherType = rule.text("ethertype");
        var protocol = Protocols.number(rule.text("protocol"), etherType);
        for (var source : addresses(rule, "src-addresses")) {
            for (var destination : addresses(rule, "dst-addresses")) {
                var list = isLocal(destination) ? ingress : egress;
                var from = resolve(source, group, scope);
                var to = resolve(destination, group, scope);
                if (from.isEmpty() || to.isEmpty() || !isLocal(source) && !isLocal(destination)) {
                    continue; // A group that is not there has no ports whose traffic could match.
                }
                for (var sourcePorts : PortRange.of(rule, "src-ports")) {
                    for (var destinationPorts : PortRange.of(rule, "dst-ports")) {
                        list.add(new AclRule(
                                protocol,
                                from.get(),
                                sourcePorts,
                                to.get(),
                                destinationPorts,
                                etherType,
                                Actions.PASS,
                                rule.text("rule-uuid"),
                                Optional.empty()));
                    }
                }
            }
        }
    }

    private static List<Address> addresses(Data rule, String list) {
        return rule.list(list).stream().map(Address::of).toList();
    }

    private static boolean isLocal(Address address) {
        return address.equals(new Address.Group(Address.LOCAL));
    }

    /** Agents know groups by their numbers. */
    private static Optional<Address> resolve(Address address, IntentObject group, Scope scope) {
        return switch (address) {
            case Address.Group(String name) when name.equals(Address.LOCAL) -> Optional.of(new Address.Unsaid());
            case Address.Group(String name) when name.equals(Address.ANY) -> Optional.of(new Address.Group(ANY_NUMBER));
            case Address.Group(String name) when name.equals(group.fqName()) -> number(group);
            case Address.Group(String name) -> scope.object(TYPE, name).flatMap(SecurityGroupAcls::number);
            case Address other -> Optional.of(other);
        };
    }

    private static Optional<Address> number(IntentObject group) {
        return group.data()
                .text("configured-security-group-id")
                .filter(number -> !number.equals("0"))
                .or(() -> group.data().text("security-group-id"))
                .map(Address.Group::new);
    }
}

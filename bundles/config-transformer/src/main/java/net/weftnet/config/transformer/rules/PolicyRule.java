package net.weftnet.config.transformer.rules;

import java.util.List;
import java.util.Optional;
import net.weftnet.config.transformer.engine.Rule;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.intent.Data;

/**
 * A rule of a policy as it is written, for all networks that have the policy.
 *
 * @param protocol its number, or any
 * @param etherType IPv4 or IPv6; both when there is none
 * @param direction which end may begin
 * @param services the services that the traffic goes through
 * @param retainsAsPath whether the services keep the AS path of routes
 */
record PolicyRule(
        String protocol,
        Optional<String> etherType,
        String direction,
        List<Address> sources,
        List<PortRange> sourcePorts,
        List<Address> destinations,
        List<PortRange> destinationPorts,
        Actions actions,
        List<String> services,
        boolean retainsAsPath,
        Optional<String> uuid) {

    /** The rules of each policy. */
    static final Rule<List<PolicyRule>> OF_POLICY = new OfPolicy();

    private static final class OfPolicy implements Rule<List<PolicyRule>> {
        @Override
        public String name() {
            return "rules of policy";
        }

        @Override
        public List<PolicyRule> compute(String of, Scope scope) {
            return scope
                    .object("network-policy", of)
                    .flatMap(policy -> policy.data().container("network-policy-entries"))
                    .map(entries -> entries.list("policy-rule"))
                    .orElse(List.of())
                    .stream()
                    .map(OfPolicy::read)
                    .toList();
        }

        private static PolicyRule read(Data rule) {
            var actions = rule.container("action-list");
            return new PolicyRule(
                    Protocols.number(rule.text("protocol"), rule.text("ethertype")),
                    rule.text("ethertype"),
                    rule.text("direction").orElse("<>"),
                    addresses(rule, "src-addresses"),
                    PortRange.of(rule, "src-ports"),
                    addresses(rule, "dst-addresses"),
                    PortRange.of(rule, "dst-ports"),
                    Actions.of(rule),
                    actions.map(list -> list.texts("apply-service")).orElse(List.of()),
                    actions.flatMap(list -> list.container("service-properties"))
                            .filter(properties -> properties.flag("retain-as-path"))
                            .isPresent(),
                    rule.text("rule-uuid"));
        }

        private static List<Address> addresses(Data rule, String list) {
            return rule.list(list).stream().map(Address::of).toList();
        }
    }
}

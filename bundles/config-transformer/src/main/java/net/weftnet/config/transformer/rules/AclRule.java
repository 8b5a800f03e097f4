package net.weftnet.config.transformer.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.weftnet.config.transformer.compile.CompiledNodes;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerChild;
import org.opendaylight.yangtools.yang.data.api.schema.UnkeyedListEntryNode;

/**
 * An entry of an access control list.
 *
 * @param protocol its number, or any
 * @param etherType IPv4 or IPv6; both when there is none
 * @param actions what happens with the traffic
 * @param uuid the rule of the intent that it is made of
 * @param direction which end may begin, as the rule says
 */
record AclRule(
        String protocol,
        Address source,
        PortRange sourcePorts,
        Address destination,
        PortRange destinationPorts,
        Optional<String> etherType,
        Actions actions,
        Optional<String> uuid,
        Optional<String> direction) {

    /** OpenContrail's names of the rules that nobody wrote. */
    private static final String IMPLICIT_ALLOW = "00000000-0000-0000-0000-000000000001";

    private static final String IMPLICIT_DENY = "00000000-0000-0000-0000-000000000002";

    /** {@return a rule that every list with policies has} */
    static AclRule implicit(String source, String destination, boolean passes) {
        return new AclRule(
                Protocols.ANY,
                new Address.Network(source),
                PortRange.ALL,
                new Address.Network(destination),
                PortRange.ALL,
                Optional.empty(),
                passes ? Actions.PASS : Actions.DENY,
                Optional.of(passes ? IMPLICIT_ALLOW : IMPLICIT_DENY),
                Optional.empty());
    }

    /** {@return the same rule for the way back} */
    AclRule reversed() {
        return new AclRule(
                protocol, destination, destinationPorts, source, sourcePorts, etherType, actions, uuid, direction);
    }

    /** {@return whether all traffic of this rule is traffic of another one} */
    boolean isWithin(AclRule other) {
        return (other.protocol.equals(protocol) || other.protocol.equals(Protocols.ANY))
                && (other.etherType.isEmpty() || other.etherType.equals(etherType))
                && sourcePorts.isWithin(other.sourcePorts)
                && destinationPorts.isWithin(other.destinationPorts)
                && source.isWithin(other.source)
                && destination.isWithin(other.destination);
    }

    /** {@return the rule as text that is the same for equal rules, in any process} */
    String text() {
        return String.join(
                "|",
                protocol,
                source.toString(),
                sourcePorts.toString(),
                destination.toString(),
                destinationPorts.toString(),
                etherType.orElse(""),
                actions.text(),
                uuid.orElse(""),
                direction.orElse(""));
    }

    UnkeyedListEntryNode write() {
        var match = new ArrayList<DataContainerChild>();
        match.add(CompiledNodes.leaf("protocol", Protocols.value(protocol)));
        match.add(source.write("src-address"));
        match.add(sourcePorts.write("src-port"));
        match.add(destination.write("dst-address"));
        match.add(destinationPorts.write("dst-port"));
        etherType.ifPresent(type -> match.add(CompiledNodes.leaf("ethertype", type)));
        var rule = new ArrayList<DataContainerChild>(
                List.of(CompiledNodes.container("match-condition", match), actions.node()));
        uuid.ifPresent(name -> rule.add(CompiledNodes.leaf("rule-uuid", name)));
        direction.ifPresent(one -> rule.add(CompiledNodes.leaf("direction", one)));
        return CompiledNodes.unkeyed("acl-rule", rule);
    }
}

package net.weftnet.config.vnc.resource;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.vnc.index.Entry;
import net.weftnet.config.vnc.mapping.VncException;

/**
 * A subnet of a virtual network, as a client names it.
 *
 * @param prefix its addresses
 * @param uuid what clients call it; not every subnet has one
 * @param isOnly whether the network has no other subnet of its family
 */
record SubnetChoice(IpPrefix prefix, Optional<String> uuid, boolean isOnly) {

    /**
     * {@return the subnet with a UUID or a prefix}
     *
     * @throws VncException when the network has no such subnet
     */
    static SubnetChoice of(Configuration config, Snapshot snapshot, Entry network, String name) throws VncException {
        var all = subnets(config, snapshot, network);
        var chosen = all.stream()
                .filter(subnet -> subnet.uuid().equals(Optional.of(name))
                        || subnet.prefix().toString().equals(name))
                .findFirst()
                .orElseThrow(() -> VncException.notFound(
                        "Virtual Network " + FqNames.show(network.key().fqName()) + " has no subnet " + name));
        boolean isOnly =
                all.stream().filter(other -> other.isOfFamily(chosen.family())).count() == 1;
        return new SubnetChoice(chosen.prefix(), chosen.uuid(), isOnly);
    }

    private static List<SubnetChoice> subnets(Configuration config, Snapshot snapshot, Entry network) {
        var found = new ArrayList<SubnetChoice>();
        var reference = config.type(network).referenceTo("network-ipam");
        var object = config.read(snapshot, network);
        if (reference.isPresent() && object.isPresent()) {
            reference.get().path().forEach(object.get().data(), (_, ipam) -> {
                if (config.codec().attribute(reference.get(), ipam) instanceof JsonObject attribute
                        && attribute.get("ipam_subnets") instanceof JsonArray subnets) {
                    subnets.forEach(subnet -> found.add(subnet(subnet.getAsJsonObject())));
                }
            });
        }
        return found;
    }

    private static SubnetChoice subnet(JsonObject subnet) {
        var prefix = subnet.getAsJsonObject("subnet");
        return new SubnetChoice(
                new IpPrefix(
                        IpAddress.parse(prefix.get("ip_prefix").getAsString()),
                        prefix.get("ip_prefix_len").getAsInt()),
                Optional.ofNullable(subnet.get("subnet_uuid")).map(JsonElement::getAsString),
                false);
    }

    private IpAddress.Family family() {
        return prefix.address().family();
    }

    private boolean isOfFamily(IpAddress.Family family) {
        return family() == family;
    }

    boolean contains(String address) {
        return prefix.contains(IpAddress.parse(address));
    }

    /**
     * Says in an instance-ip which subnet its address is to be from.
     *
     * @throws VncException when there is no way to say it
     */
    void addTo(JsonObject address) throws VncException {
        address.addProperty("instance-ip-family", prefix.address().isIpv4() ? "v4" : "v6");
        if (uuid.isPresent()) {
            address.add("subnet-uuid", new JsonPrimitive(uuid.get()));
        } else if (!isOnly) {
            throw VncException.badRequest("Subnet " + prefix + " needs a subnet_uuid, since it is not the only one");
        }
    }
}

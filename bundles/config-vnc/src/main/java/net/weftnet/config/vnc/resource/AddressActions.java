package net.weftnet.config.vnc.resource;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.net.IpAddress;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.vnc.index.Entry;
import net.weftnet.config.vnc.mapping.ResourceType;
import net.weftnet.config.vnc.mapping.VncException;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;

/**
 * Addresses of a virtual network that a client takes without a port: {@code ip-alloc}, {@code ip-free} and
 * {@code subnet-ip-count}. A taken address is an instance-ip without a port, so it is validated, never given to anybody
 * else, and in the history, like all others; its creator tells that it may be given back here.
 */
final class AddressActions {
    static final String NETWORK = "virtual-network";

    private static final String ADDRESS = "instance-ip";
    private static final String ADDRESS_MEMBER = "instance_ip_address";
    private static final String CREATOR = "ip-alloc";
    private static final int MOST = 1000;

    private final Configuration config;
    private final ResourceType networkType;
    private final ResourceType addressType;

    AddressActions(Configuration config) {
        this.config = config;
        networkType = config.schema().type(NETWORK).orElseThrow();
        addressType = config.schema().type(ADDRESS).orElseThrow();
    }

    /** {@code /virtual-network/UUID/ip-alloc}: {@code {"count": 2, "subnet": "10.1.1.0/24 or its UUID", "family": "v4"}}. */
    HttpReply allocate(Request request, String uuid) throws VncException, IOException, InterruptedException {
        var parameters = Parameters.of(request.object());
        int count = parameters.number("count").orElse(1);
        if (count < 1 || count > MOST) {
            throw VncException.badRequest("count is 1 to " + MOST);
        }
        var snapshot = config.index().snapshot();
        var network = config.require(networkType, uuid);
        var asked = new JsonObject();
        asked.addProperty("virtual-network", network.key().fqName());
        parameters.text("family").ifPresent(family -> asked.addProperty("instance-ip-family", family));
        var subnet = parameters.text("subnet").filter(text -> !text.isEmpty());
        if (subnet.isPresent()) {
            SubnetChoice.of(config, snapshot, network, subnet.get()).addTo(asked);
        }
        var names = new ArrayList<String>();
        var nodes = new ArrayList<DataContainerNode>();
        for (int i = 0; i < count; i++) {
            names.add(UUID.randomUUID().toString());
            nodes.add(reservation(asked, names.getLast()));
        }
        var list = list();
        config.commit(request, list, tree -> nodes.forEach(node -> tree.write(list.node(node.name()), node)));
        return JsonReply.of("ip_addr", addresses(names));
    }

    private static YangInstanceIdentifier config() {
        return YangInstanceIdentifier.of(ConfigSchema.CONFIG);
    }

    private YangInstanceIdentifier list() {
        return config().node(addressType.places().getFirst().type().qname());
    }

    private DataContainerNode reservation(JsonObject asked, String name) throws VncException {
        var content = asked.deepCopy();
        content.addProperty("name", name);
        var idPerms = new JsonObject();
        idPerms.addProperty("creator", CREATOR);
        content.add("id-perms", idPerms);
        return config.codec().object(config(), addressType.places().getFirst().type(), content);
    }

    /** {@return the addresses that were given, in their order} */
    private JsonArray addresses(List<String> names) throws VncException, InterruptedException {
        var snapshot = config.index().snapshot();
        var addresses = new JsonArray();
        names.stream()
                .flatMap(name -> config.index().find(ADDRESS, name).stream())
                .flatMap(entry -> config.read(snapshot, entry).stream())
                .flatMap(found -> text(found, ADDRESS_MEMBER).stream())
                .map(IpAddress::parse)
                .sorted()
                .forEach(address -> addresses.add(address.toString()));
        return addresses;
    }

    /** {@code /virtual-network/UUID/ip-free}: {@code {"ip_addr": ["10.1.1.5"]}}. Others than those taken here stay. */
    HttpReply free(Request request, String uuid) throws VncException, IOException, InterruptedException {
        var given = Parameters.of(request.object()).texts("ip_addr").orElse(List.of());
        var snapshot = config.index().snapshot();
        var network = config.require(networkType, uuid);
        var taken = taken(snapshot, network, Set.copyOf(given));
        if (!taken.isEmpty()) {
            config.commit(request, list(), tree -> taken.stream()
                    .map(Entry::path)
                    .filter(path -> tree.readNode(path).isPresent())
                    .forEach(tree::delete));
        }
        return HttpReply.empty(200);
    }

    private List<Entry> taken(Snapshot snapshot, Entry network, Set<String> wanted) {
        var found = new ArrayList<Entry>();
        for (var entry : config.index().referrers(network.key(), ADDRESS)) {
            var object = config.read(snapshot, entry);
            if (object.isPresent()
                    && isTakenHere(object.get())
                    && wanted.contains(text(object.get(), ADDRESS_MEMBER).orElse(""))) {
                found.add(entry);
            }
        }
        return found;
    }

    private boolean isTakenHere(Found address) {
        return config.codec()
                .property(addressType, "id_perms", address.data())
                .map(perms -> perms.getAsJsonObject().get("creator"))
                .filter(creator -> creator.getAsString().equals(CREATOR))
                .isPresent();
    }

    private Optional<String> text(Found address, String member) {
        return config.codec().property(addressType, member, address.data()).map(JsonElement::getAsString);
    }

    /** {@code /virtual-network/UUID/subnet-ip-count}: {@code {"subnet_list": ["10.1.1.0/24"]}}; how many are in use. */
    HttpReply count(Request request, String uuid) throws VncException, IOException, InterruptedException {
        var subnets = Parameters.of(request.object()).texts("subnet_list").orElse(List.of());
        var snapshot = config.index().snapshot();
        var network = config.require(networkType, uuid);
        var addresses = config.index().referrers(network.key(), ADDRESS).stream()
                .flatMap(entry -> config.read(snapshot, entry).stream())
                .flatMap(found -> text(found, ADDRESS_MEMBER).stream())
                .toList();
        var counts = new JsonArray();
        for (var subnet : subnets) {
            var choice = SubnetChoice.of(config, snapshot, network, subnet);
            counts.add(addresses.stream().filter(choice::contains).count());
        }
        return JsonReply.of("ip_count_list", counts);
    }
}

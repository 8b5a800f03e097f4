package net.weftnet.config.db.shell;

import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists the virtual networks. */
@Service
@Command(scope = "weft", name = "networks", description = "Virtual networks with their subnets")
public final class NetworksCommand extends TableCommand {

    @Reference
    private ConfigDatastore datastore;

    @Override
    protected Table table() {
        var table = Table.of("virtual network", "id", "subnets", "gateways", "ports", "addresses");
        var ports = ConfigObject.all(datastore, "virtual-machine-interface");
        var addresses = ConfigObject.all(datastore, "instance-ip");
        for (var network : ConfigObject.all(datastore, "virtual-network")) {
            table.row(
                    network.fqName(),
                    network.value("virtual-network-network-id"),
                    network.values("network-ipam", "ipam-subnets", "subnet"),
                    network.values("network-ipam", "ipam-subnets", "default-gateway"),
                    ports.stream().filter(port -> isIn(network, port)).count(),
                    addresses.stream().filter(address -> isIn(network, address)).count());
        }
        return table;
    }

    private static boolean isIn(ConfigObject network, ConfigObject object) {
        return object.values("virtual-network").contains(network.fqName());
    }
}

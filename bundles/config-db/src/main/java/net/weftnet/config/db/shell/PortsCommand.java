package net.weftnet.config.db.shell;

import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists the ports. */
@Service
@Command(scope = "weft", name = "ports", description = "Ports with their networks and addresses")
public final class PortsCommand extends TableCommand {

    @Reference
    private ConfigDatastore datastore;

    @Override
    protected Table table() {
        var table = Table.of("port", "virtual network", "addresses", "mac addresses", "virtual machine", "uuid");
        var addresses = ConfigObject.all(datastore, "instance-ip");
        for (var port : ConfigObject.all(datastore, "virtual-machine-interface")) {
            table.row(
                    port.fqName(),
                    port.value("virtual-network"),
                    addresses.stream()
                            .filter(address ->
                                    address.values("virtual-machine-interface").contains(port.fqName()))
                            .flatMap(address -> address.values("instance-ip-address").stream())
                            .toList(),
                    port.values("virtual-machine-interface-mac-addresses", "mac-address"),
                    port.value("virtual-machine"),
                    port.value("uuid"));
        }
        return table;
    }
}

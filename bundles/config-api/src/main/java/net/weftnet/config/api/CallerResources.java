package net.weftnet.config.api;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.config.access.api.AccessControl;
import net.weftnet.config.access.api.Permissions;
import net.weftnet.config.api.api.RpcImplementation;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.NotificationFilters;
import org.opendaylight.netconf.databind.DatabindContext;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;

/**
 * The resources as a caller may see and use them. Whoever is not restricted gets those that are there anyway; for others
 * they are made for the call, over a datastore, a state, operations and a stream that are guarded.
 */
final class CallerResources {
    /** Where users, roles and rules are: they are no part of the configuration, and have a datastore of their own. */
    private static final List<String> ACCESS_DATA = List.of(
            RestconfResources.ROOT + "/data/weftnet-access:access",
            RestconfResources.ROOT + "/data/ietf-netconf-acm:nacm");

    private final AccessControl access;
    private final ConfigDatastore datastore;
    private final Parts parts;

    /**
     * What the resources are made of.
     *
     * @param state the operational state
     * @param operations what implements the operations
     * @param filters of the stream
     * @param clock what the time is, for the stream
     */
    record Parts(
            DatabindContext databind,
            RequestDecoder decoder,
            RequestBody bodies,
            Supplier<List<ContainerNode>> state,
            Supplier<? extends Collection<RpcImplementation>> operations,
            ChangeStream stream,
            NotificationFilters filters,
            Clock clock) {}

    CallerResources(AccessControl access, ConfigDatastore datastore, Parts parts) {
        this.access = access;
        this.datastore = datastore;
        this.parts = parts;
    }

    /** {@return what a caller may do, whom the listener has let in} */
    static Permissions permissions(AccessControl access, HttpCall call) {
        return access.permissions(call.caller().orElseThrow());
    }

    RestconfResources of(HttpCall call) {
        var permissions = permissions(access, call);
        var data = isAccessData(call.path())
                ? data(permissions.guard(access.accessData()), List::of)
                : data(new ConfigurationOnly(permissions.guard(datastore)), () -> state(permissions));
        return new RestconfResources(
                data,
                new OperationsResource(
                        parts.databind(), parts.operations(), parts.decoder(), parts.bodies(), permissions),
                new StreamResource(
                        datastore,
                        parts,
                        permissions,
                        new VisibleChanges(datastore, parts.decoder(), () -> permissions(access, call))));
    }

    private static boolean isAccessData(String path) {
        return ACCESS_DATA.stream().anyMatch(one -> path.equals(one) || path.startsWith(one + '/'));
    }

    private DataResource data(ConfigDatastore guarded, Supplier<List<ContainerNode>> state) {
        return new DataResource(
                parts.decoder(),
                parts.bodies(),
                new DataReader(guarded, parts.databind(), state),
                new DataWriter(guarded));
    }

    private List<ContainerNode> state(Permissions permissions) {
        var all = parts.state().get();
        if (permissions.isUnrestricted()) {
            return all;
        }
        var tree = datastore.snapshot().tree();
        return all.stream()
                .flatMap(one -> permissions.visible(tree, YangInstanceIdentifier.of(one.name()), one).stream())
                .map(ContainerNode.class::cast)
                .toList();
    }
}

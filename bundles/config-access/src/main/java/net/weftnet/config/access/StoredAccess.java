package net.weftnet.config.access;

import java.time.Clock;
import net.weftnet.common.http.api.Caller;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.storage.api.Bus;
import net.weftnet.common.storage.api.Coordination;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.api.TableStore;
import net.weftnet.config.access.api.AccessControl;
import net.weftnet.config.access.api.Permissions;
import net.weftnet.config.access.guard.AllPermissions;
import net.weftnet.config.access.guard.CallerPermissions;
import net.weftnet.config.access.guard.CallerPermissions.Tenant;
import net.weftnet.config.access.guard.DenyCounters;
import net.weftnet.config.access.store.AccessDatastore;
import net.weftnet.config.access.store.AccessState;
import net.weftnet.config.access.store.AccessStore;
import net.weftnet.config.access.tenant.ObjectPlaces;
import net.weftnet.config.access.tenant.TenantSight;
import net.weftnet.config.access.user.Argon2;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigException;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeFactory;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContextTree;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Who may do what, by the users, roles and rules in the store. */
@Component(service = {AccessControl.class, StoredAccess.class})
public final class StoredAccess implements AccessControl, AutoCloseable {
    private final AccessStore store;
    private final AccessDatastore data;
    private final DataSchemaContextTree schema;
    private final ObjectPlaces objects;
    private final DenyCounters counters = new DenyCounters();
    private final Permissions all = new AllPermissions();

    /** Opens the store. */
    @Activate
    public StoredAccess(
            @Reference TableStore tables,
            @Reference Coordination coordination,
            @Reference Bus bus,
            @Reference ConfigDatastore datastore,
            @Reference DataTreeFactory trees,
            @Reference Health health)
            throws StorageException, ConfigException {
        this(tables, coordination, bus, datastore, trees, health, new Argon2(Argon2.Cost.RECOMMENDED));
    }

    /** Opens the store with passwords that are hashed so. */
    StoredAccess(
            TableStore tables,
            Coordination coordination,
            Bus bus,
            ConfigDatastore datastore,
            DataTreeFactory trees,
            Health health,
            Argon2 hashes)
            throws StorageException, ConfigException {
        store = new AccessStore(
                tables, coordination, bus, datastore.modelContext(), trees, hashes::hash, health, Clock.systemUTC());
        objects = new ObjectPlaces(datastore.schema());
        data = new AccessDatastore(store, datastore.schema());
        schema = DataSchemaContextTree.from(datastore.modelContext());
    }

    @Override
    public Permissions permissions(Caller caller) {
        var now = store.state();
        if (now.rules().isUnrestricted(caller.name(), caller.roles())) {
            return all;
        }
        var projects = now.users().projects(caller.roles());
        boolean isTenant = !projects.isEmpty();
        return new CallerPermissions(
                caller.name(),
                now.rules().rules(caller.name(), caller.roles(), isTenant),
                schema,
                counters,
                isTenant ? Tenant.of(new TenantSight(objects, projects)) : null);
    }

    @Override
    public ConfigDatastore accessData() {
        return data;
    }

    /** {@return users, roles and rules as of now} */
    public AccessState state() {
        return store.state();
    }

    /** {@return what was refused} */
    public DenyCounters counters() {
        return counters;
    }

    @Deactivate
    @Override
    public void close() {
        store.close();
    }
}

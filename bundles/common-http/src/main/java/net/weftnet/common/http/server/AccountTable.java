package net.weftnet.common.http.server;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import net.weftnet.common.http.api.Accounts;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The accounts there are, by name. A listener keeps its port while its accounts come and go, and lets nobody in
 * meanwhile. Thread-safe.
 */
@Component(service = AccountTable.class)
public final class AccountTable {
    private final Map<String, Accounts> byName = new ConcurrentHashMap<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addAccounts(Accounts accounts, Map<String, Object> properties) {
        byName.put(name(properties), accounts);
    }

    void removeAccounts(Accounts accounts, Map<String, Object> properties) {
        byName.remove(name(properties), accounts);
    }

    private static String name(Map<String, Object> properties) {
        return String.valueOf(properties.get(Accounts.NAME));
    }

    Optional<Accounts> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}

package net.weftnet.storage.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.metadata.NodeStateListener;
import java.util.List;
import java.util.Optional;
import net.weftnet.common.storage.api.ServerAccess;
import net.weftnet.common.storage.api.ServerAccess.Login;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The user of a Cassandra that is new. It lets in a user of its own with a password that everybody knows; ours takes its
 * place, and that one can then no longer log in. Several nodes may do this at the same time.
 */
final class FirstUser {
    private static final Logger log = LoggerFactory.getLogger(FirstUser.class);
    private static final Login DEFAULT = new Login("cassandra", "cassandra");

    private FirstUser() {}

    /**
     * Connects as this user, who is made if need be.
     *
     * @throws com.datastax.oss.driver.api.core.DriverException when Cassandra is not there, or lets nobody in
     */
    static CassandraTableStore connect(
            CassandraTableStore.Settings settings, ServerAccess access, Login user, NodeStateListener listener) {
        CassandraTableStore store;
        try {
            store = CassandraTableStore.connect(settings, access, listener);
        } catch (AllNodesFailedException e) {
            if (!isRefusal(e)) {
                throw e;
            }
            make(settings, access, user);
            store = CassandraTableStore.connect(settings, access, listener);
        }
        // Not by that user itself: nobody can take these rights from himself.
        store.session().execute("ALTER ROLE IF EXISTS cassandra WITH SUPERUSER = false AND LOGIN = false");
        return store;
    }

    private static boolean isRefusal(AllNodesFailedException failure) {
        return failure.getAllErrors().values().stream()
                .flatMap(List::stream)
                .anyMatch(AuthenticationException.class::isInstance);
    }

    private static void make(CassandraTableStore.Settings settings, ServerAccess access, Login user) {
        var asDefault = new ServerAccess(access.tls(), Optional.of(DEFAULT));
        try (var session = CassandraTableStore.session(settings, asDefault).build()) {
            session.execute(
                    "CREATE ROLE IF NOT EXISTS \"%s\" WITH PASSWORD = '%s' AND LOGIN = true AND SUPERUSER = true"
                            .formatted(
                                    user.user().replace("\"", "\"\""),
                                    user.password().replace("'", "''")));
        }
        log.info("cassandra: made the user {}", user);
    }
}

package net.weftnet.storage.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.metadata.NodeStateListener;
import com.datastax.oss.driver.api.core.ssl.ProgrammaticSslEngineFactory;
import com.datastax.oss.driver.internal.core.specex.ConstantSpeculativeExecutionPolicy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import net.weftnet.common.storage.api.ServerAccess;
import net.weftnet.common.storage.api.Table;
import net.weftnet.common.storage.api.TableStore;

/** Tables in Cassandra, in the keyspace {@code weftnet}. */
public final class CassandraTableStore implements TableStore, AutoCloseable {
    private static final Duration SECOND_ATTEMPT = Duration.ofMillis(500);

    private final CqlSession session;
    private final Statements statements;

    /**
     * Where Cassandra is and how it keeps rows.
     *
     * @param addresses of some nodes, host:port with commas between
     * @param datacenter the one next to us
     * @param replication on how many nodes each row is, when the keyspace is made here
     * @param timeout how long a request may take
     */
    public record Settings(String addresses, String datacenter, int replication, Duration timeout) {
        private List<InetSocketAddress> contacts() {
            return Stream.of(addresses.split(","))
                    .map(String::strip)
                    .map(Settings::contact)
                    .toList();
        }

        private static InetSocketAddress contact(String address) {
            int colon = address.lastIndexOf(':');
            return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
        }
    }

    private CassandraTableStore(CqlSession session, Statements statements) {
        this.session = session;
        this.statements = statements;
    }

    /**
     * Connects and makes the keyspace if there is none.
     *
     * @param access how to show oneself to Cassandra; with TLS, its certificates must have the addresses that it tells
     * @param listener hears of nodes that go and come
     * @throws com.datastax.oss.driver.api.core.DriverException when Cassandra is not there
     */
    public static CassandraTableStore connect(Settings settings, ServerAccess access, NodeStateListener listener) {
        var session = session(settings, access).withNodeStateListener(listener).build();
        try {
            Schema.create(session, settings.datacenter(), settings.replication());
            return new CassandraTableStore(session, Statements.prepare(session));
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** {@return how to connect, as somebody} */
    static CqlSessionBuilder session(Settings settings, ServerAccess access) {
        var loader = CassandraTableStore.class.getClassLoader();
        var config = DriverConfigLoader.programmaticBuilder(loader)
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "QUORUM")
                .withBoolean(DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE, true)
                .withBoolean(DefaultDriverOption.REQUEST_LOG_WARNINGS, false)
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, settings.timeout())
                // A node that says nothing is not waited for: the next one is asked, too.
                .withClass(
                        DefaultDriverOption.SPECULATIVE_EXECUTION_POLICY_CLASS,
                        ConstantSpeculativeExecutionPolicy.class)
                .withInt(DefaultDriverOption.SPECULATIVE_EXECUTION_MAX, 3)
                .withDuration(DefaultDriverOption.SPECULATIVE_EXECUTION_DELAY, SECOND_ATTEMPT)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, settings.timeout())
                .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(200))
                .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(5))
                .build();
        var builder = CqlSession.builder()
                .withClassLoader(loader)
                .withConfigLoader(config)
                .withLocalDatacenter(settings.datacenter())
                .addContactPoints(settings.contacts());
        access.tls()
                .ifPresent(identity -> builder.withSslEngineFactory(
                        new ProgrammaticSslEngineFactory(identity.sslContext(), null, true, false)));
        access.login().ifPresent(login -> builder.withAuthCredentials(login.user(), login.password()));
        return builder;
    }

    CqlSession session() {
        return session;
    }

    @Override
    public Table table(String name) {
        if (!name.matches("[a-z0-9][a-z0-9-]*")) {
            throw new IllegalArgumentException("Not a name of a table: '" + name + "'");
        }
        return new CassandraTable(session, statements, name);
    }

    @Override
    public void close() {
        session.close();
    }
}

package net.weftnet.storage.zookeeper;

import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.weftnet.common.storage.api.BlockNumbers;
import net.weftnet.common.storage.api.Coordination;
import net.weftnet.common.storage.api.Register;
import net.weftnet.common.storage.api.ServerAccess;
import net.weftnet.common.storage.api.UniqueNumbers;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.ClientCnxnSocketNetty;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.server.auth.DigestAuthenticationProvider;

/** Coordination of all nodes that name the same ensemble: a register is a node, and reserves blocks of numbers. */
public final class ZooKeeperCoordination implements Coordination, AutoCloseable {
    private static final Duration SESSION = Duration.ofSeconds(10);
    private static final Duration CONNECTION = Duration.ofSeconds(2);

    /** When a server that says nothing counts as lost, and the client goes to another one. */
    private static final Duration REQUEST = Duration.ofSeconds(2);

    private static final String ROOT = "/weftnet/";

    private final CuratorFramework client;
    private final Ensemble ensemble;
    private final Map<String, UniqueNumbers> series = new ConcurrentHashMap<>();

    private ZooKeeperCoordination(CuratorFramework client, Duration patience) {
        this.client = client;
        ensemble = new Ensemble(client, patience);
    }

    /**
     * Starts to connect, and goes on with that until it is closed.
     *
     * @param addresses host:port, commas between
     * @param access how to show oneself to ZooKeeper; what is made with a login nobody else can look at or change
     * @param patience how long a call waits for an ensemble that does not answer
     */
    public static ZooKeeperCoordination open(String addresses, ServerAccess access, Duration patience) {
        // Only the register knows what a lost answer means, so the client does not try anything twice.
        var builder = CuratorFrameworkFactory.builder()
                .zkClientConfig(configuration(access))
                .connectString(addresses)
                .ensembleTracker(false)
                .sessionTimeoutMs((int) SESSION.toMillis())
                .connectionTimeoutMs((int) CONNECTION.toMillis())
                .retryPolicy(new RetryNTimes(0, 0));
        access.login().ifPresent(user -> {
            var credentials = user.user() + ":" + user.password();
            builder.authorization("digest", credentials.getBytes(StandardCharsets.UTF_8))
                    .aclProvider(new OneUserOnly(credentials));
        });
        var client = builder.build();
        var coordination = new ZooKeeperCoordination(client, patience);
        client.start();
        return coordination;
    }

    private static ZKClientConfig configuration(ServerAccess access) {
        var config = new ZKClientConfig();
        config.setProperty(ZKClientConfig.ZOOKEEPER_REQUEST_TIMEOUT, Long.toString(REQUEST.toMillis()));
        access.tls().ifPresent(identity -> {
            var files = identity.files();
            // Only the client on Netty speaks TLS, and it reads files alone.
            config.setProperty(ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET, ClientCnxnSocketNetty.class.getName());
            config.setProperty(ZKClientConfig.SECURE_CLIENT, "true");
            try (var names = new ClientX509Util()) {
                config.setProperty(
                        names.getSslKeystoreLocationProperty(), files.keys().toString());
                config.setProperty(names.getSslKeystorePasswdProperty(), files.password());
                config.setProperty(names.getSslKeystoreTypeProperty(), "PKCS12");
                config.setProperty(
                        names.getSslTruststoreLocationProperty(),
                        files.authority().toString());
                config.setProperty(names.getSslTruststoreTypeProperty(), "PEM");
            }
        });
        return config;
    }

    /** "Whoever makes it" would be the certificate as well, of which each node has another. */
    private static final class OneUserOnly implements ACLProvider {
        private final List<ACL> acl;

        OneUserOnly(String credentials) {
            try {
                var id = DigestAuthenticationProvider.generateDigest(credentials);
                // Not List.of: the client asks it whether it contains null.
                acl = Collections.singletonList(new ACL(ZooDefs.Perms.ALL, new Id("digest", id)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public List<ACL> getDefaultAcl() {
            return acl;
        }

        @Override
        public List<ACL> getAclForPath(String path) {
            return acl;
        }
    }

    CuratorFramework client() {
        return client;
    }

    @Override
    public Register register(String name) {
        return new ZooKeeperRegister(ensemble, ROOT + "registers/" + name);
    }

    @Override
    public UniqueNumbers numbers(String name, long first) {
        return series.computeIfAbsent(
                name, _ -> new BlockNumbers(new ZooKeeperRegister(ensemble, ROOT + "numbers/" + name), first));
    }

    @Override
    public void close() {
        client.close();
    }
}

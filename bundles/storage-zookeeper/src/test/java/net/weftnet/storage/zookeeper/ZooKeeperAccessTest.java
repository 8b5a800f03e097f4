package net.weftnet.storage.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.weftnet.common.runtime.api.TlsIdentity;
import net.weftnet.common.runtime.tls.IssueIdentity;
import net.weftnet.common.runtime.tls.NodeTlsIdentity;
import net.weftnet.common.storage.api.ServerAccess;
import net.weftnet.common.storage.api.ServerAccess.Login;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.itests.servers.SecureZooKeeper;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real server that speaks TLS alone and wants to see a certificate. */
class ZooKeeperAccessTest {
    @TempDir
    Path directory;

    /** Only nodes of the authority are let in, and what a user has made nobody else can see, change or delete. */
    @Test
    void keepsOthersOut() throws Exception {
        var tls = directory.resolve("tls");
        IssueIdentity.main(new String[] {
            "--authority", directory.toString(), "--node", "node", "--out", tls.toString(), "--pem", tls + "/node.pem"
        });
        var identity = new NodeTlsIdentity(tls, "node", List.of());
        var foreign = new NodeTlsIdentity(directory.resolve("foreign"), "node", List.of());
        try (var server = SecureZooKeeper.start(directory, tls);
                var owner = open(server, identity, "right", 20);
                var guesser = open(server, identity, "guessed", 20);
                var stranger = open(server, foreign, "right", 1)) {
            var register = owner.register("private/r");
            assertTrue(register.compareAndSet(Optional.empty(), "1"));
            assertEquals(Optional.of("1"), register.get());
            var refusal = assertThrows(
                    StorageException.class, () -> guesser.register("private/r").get());
            assertTrue(refusal.getMessage().contains("NoAuth"), refusal.getMessage());
            assertThrows(
                    KeeperException.NoAuthException.class,
                    () -> guesser.client().delete().forPath("/weftnet/registers/private/r"));
            assertThrows(
                    StorageException.class, () -> stranger.register("private/r").get());
        }
    }

    private static ZooKeeperCoordination open(
            SecureZooKeeper server, TlsIdentity identity, String password, int patienceSeconds) {
        return ZooKeeperCoordination.open(
                server.address(),
                new ServerAccess(Optional.of(identity), Optional.of(new Login("weftnet", password))),
                Duration.ofSeconds(patienceSeconds));
    }
}

package net.weftnet.storage.zookeeper;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import net.weftnet.common.storage.api.StorageException;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;

/**
 * Single reads and writes of nodes in ZooKeeper, tried once; who calls decides what a lost answer means. Without a connection
 * they fail at once: the client makes a new one by itself.
 */
final class Ensemble {
    private static final int STAMP_LENGTH = 36;

    private final CuratorFramework client;
    private final Duration patience;

    /** When the first was asked of the answers that were lost since the last one came, by nanoTime; guarded by this. */
    private OptionalLong lostSince = OptionalLong.empty();

    /**
     * Over a client that does not try again by itself.
     *
     * @param patience how long to go on when the connection is lost; longer than ZooKeeper needs for a new leader
     */
    Ensemble(CuratorFramework client, Duration patience) {
        this.client = client;
        this.patience = patience;
    }

    Duration patience() {
        return patience;
    }

    /** {@return whether answers have been lost for longer than anybody is to wait} Who comes later does not wait again. */
    synchronized boolean isGivenUp() {
        return lostSince.isPresent() && System.nanoTime() - lostSince.getAsLong() > patience.toNanos();
    }

    private synchronized void lost(long asked) {
        if (lostSince.isEmpty()) {
            lostSince = OptionalLong.of(asked);
        }
    }

    private synchronized void answered() {
        lostSince = OptionalLong.empty();
    }

    /**
     * The content of a node.
     *
     * @param value what the register holds
     * @param stamp whose write it was; no two writes have the same
     * @param version what ZooKeeper counts writes with
     */
    record Content(String value, UUID stamp, int version) {}

    /** Reads a node as of now, and not as of whenever the server we are connected to last heard. */
    Optional<Content> readNewest(String path) throws KeeperException, StorageException {
        return call(() -> {
            client.sync().forPath(path);
            return read(path);
        });
    }

    /** Reads a node as the server that we are connected to knows it; never older than this client saw it before. */
    Optional<Content> readKnown(String path) throws KeeperException, StorageException {
        return call(() -> read(path));
    }

    private Optional<Content> read(String path) throws Exception {
        try {
            var stat = new Stat();
            var text = new String(client.getData().storingStatIn(stat).forPath(path), StandardCharsets.UTF_8);
            return Optional.of(new Content(
                    text.substring(STAMP_LENGTH + 1),
                    UUID.fromString(text.substring(0, STAMP_LENGTH)),
                    stat.getVersion()));
        } catch (KeeperException.NoNodeException _) {
            return Optional.empty();
        }
    }

    /** Creates a node that is not there, or fails with {@link KeeperException.NodeExistsException}. */
    void create(String path, String value, UUID stamp) throws KeeperException, StorageException {
        call(() -> client.create().creatingParentsIfNeeded().forPath(path, encode(value, stamp)));
    }

    /** Writes a node that is of this version, or fails with {@link KeeperException.BadVersionException}. */
    void write(String path, int version, String value, UUID stamp) throws KeeperException, StorageException {
        call(() -> client.setData().withVersion(version).forPath(path, encode(value, stamp)));
    }

    private static byte[] encode(String value, UUID stamp) {
        return (stamp + " " + value).getBytes(StandardCharsets.UTF_8);
    }

    private interface Call<T> {
        T run() throws Exception;
    }

    private <T> T call(Call<T> call) throws KeeperException, StorageException {
        long asked = System.nanoTime();
        try {
            if (!client.getZookeeperClient().isConnected()) {
                throw new KeeperException.ConnectionLossException();
            }
            var answer = call.run();
            answered();
            return answer;
        } catch (KeeperException e) {
            if (isAnswerLost(e)) {
                lost(asked);
            } else {
                answered();
            }
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException("Interrupted while waiting for ZooKeeper", e);
        } catch (Exception e) {
            throw new StorageException("ZooKeeper: " + e.getMessage(), e);
        }
    }

    /** {@return whether the answer was lost, so that it is not known whether the request was carried out} */
    static boolean isAnswerLost(KeeperException e) {
        return switch (e.code()) {
            case CONNECTIONLOSS, OPERATIONTIMEOUT, REQUESTTIMEOUT, SESSIONEXPIRED, SESSIONMOVED -> true;
            default -> false;
        };
    }
}

package net.weftnet.storage.zookeeper;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import net.weftnet.common.storage.api.Register;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.storage.zookeeper.Ensemble.Content;
import org.apache.zookeeper.KeeperException;

/**
 * A register that is one node in ZooKeeper.
 *
 * <p>When the answer to a write is lost, the register finds out what became of it: each write carries a stamp, and each
 * write counts the version of the node up by one. Since a write names the version it is made on, one that arrives late
 * does nothing.
 */
final class ZooKeeperRegister implements Register {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Ensemble ensemble;
    private final String path;

    ZooKeeperRegister(Ensemble ensemble, String path) {
        this.ensemble = ensemble;
        this.path = path;
    }

    @Override
    public Optional<String> get() throws StorageException {
        var deadline = new Deadline();
        while (true) {
            try {
                return ensemble.readNewest(path).map(Content::value);
            } catch (KeeperException e) {
                deadline.pauseAfter(e, path);
            }
        }
    }

    @Override
    public boolean compareAndSet(Optional<String> expected, String value) throws StorageException {
        var write = new Write(expected, value);
        var deadline = new Deadline();
        while (true) {
            try {
                return write.attempt();
            } catch (KeeperException e) {
                deadline.pauseAfter(e, path);
            }
        }
    }

    /** One compare-and-set, which may need more than one attempt. */
    private final class Write {
        private final Optional<String> expected;
        private final String value;
        private final UUID stamp = UUID.randomUUID();

        /** The version of the node that the last attempt would have replaced, if there was one. */
        private Optional<Integer> attempted = Optional.empty();

        Write(Optional<String> expected, String value) {
            this.expected = expected;
            this.value = value;
        }

        boolean attempt() throws KeeperException, StorageException {
            var now = attempted.isEmpty() ? ensemble.readKnown(path) : ensemble.readNewest(path);
            int version = now.map(Content::version).orElse(-1);
            if (now.isPresent() && now.get().stamp().equals(stamp)) {
                return true;
            }
            if (attempted.isPresent() && version > attempted.get() + 1) {
                throw new StorageException("ZooKeeper was lost while " + path
                        + " was written, and others have written since: it is not known whether this write was made");
            }
            if (!now.map(Content::value).equals(expected)) {
                return false;
            }
            boolean isFirst = attempted.isEmpty();
            attempted = Optional.of(version);
            try {
                if (now.isEmpty()) {
                    ensemble.create(path, value, stamp);
                } else {
                    ensemble.write(path, version, value, stamp);
                }
                return true;
            } catch (KeeperException.BadVersionException | KeeperException.NodeExistsException e) {
                if (isFirst) {
                    return false;
                }
                throw e;
            }
        }
    }

    /** How long it goes on. */
    private final class Deadline {
        private final long end = System.nanoTime() + ensemble.patience().toNanos();

        void pauseAfter(KeeperException e, String path) throws StorageException {
            boolean isRaced = e instanceof KeeperException.BadVersionException
                    || e instanceof KeeperException.NodeExistsException;
            if (!isRaced && !Ensemble.isAnswerLost(e)) {
                throw new StorageException("ZooKeeper refuses " + path + ": " + e.getMessage(), e);
            }
            if (System.nanoTime() - end > 0 || ensemble.isGivenUp()) {
                throw new StorageException("ZooKeeper does not answer: " + e.getMessage(), e);
            }
            try {
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            } catch (InterruptedException interruption) {
                Thread.currentThread().interrupt();
                throw new StorageException("Interrupted while waiting for ZooKeeper", interruption);
            }
        }
    }
}

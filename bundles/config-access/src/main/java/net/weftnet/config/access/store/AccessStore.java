package net.weftnet.config.access.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.common.storage.api.Bus;
import net.weftnet.common.storage.api.Coordination;
import net.weftnet.common.storage.api.Register;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.api.Table;
import net.weftnet.common.storage.api.TableStore;
import net.weftnet.config.access.nacm.RuleReader;
import net.weftnet.config.access.store.AccessDocument.Content;
import net.weftnet.config.db.api.ConfigDatastore.Edit;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTree;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeConfiguration;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeFactory;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeSnapshot;
import org.opendaylight.yangtools.yang.data.tree.api.DataValidationFailedException;
import org.opendaylight.yangtools.yang.data.tree.api.TreeType;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users, roles and rules of all nodes: one document, written as a row under a fresh name, and a register that names the
 * newest one, moved by compare-and-set. Other nodes learn of a change by a hint on the bus, or by looking at the register.
 *
 * <p>Thread-safe. Changes take turns under the lock; the state is read without it.
 */
public final class AccessStore implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AccessStore.class);
    private static final String NAME = "config-access";

    /** After this time at the latest, a change of another node holds here. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final AccessDocument documents;
    private final DataTreeFactory trees;
    private final RuleReader rules;
    private final UnaryOperator<String> hash;
    private final Clock clock;
    private final Table rows;
    private final Register newest;
    private final Bus bus;
    private final Bus.Subscription hints;
    private final Health.Subject health;
    private final OwnerThread watch = OwnerThread.named("access-store");
    private final ReentrantLock lock = new ReentrantLock();

    private volatile AccessState state;

    /**
     * Opens the store.
     *
     * @param hash makes the hash of a password
     */
    public AccessStore(
            TableStore store,
            Coordination coordination,
            Bus bus,
            EffectiveModelContext modules,
            DataTreeFactory trees,
            UnaryOperator<String> hash,
            Health health,
            Clock clock)
            throws StorageException, ConfigException {
        documents = new AccessDocument(modules);
        this.trees = trees;
        this.hash = hash;
        this.clock = clock;
        this.bus = bus;
        rules = new RuleReader(modules);
        rows = store.table(NAME);
        newest = coordination.register(NAME);
        this.health = health.open("config", "users and rules");
        state = state(Optional.empty(), initial());
        follow();
        hints = bus.subscribe(NAME, _ -> watch.execute(this::tryFollow));
        watch.schedule(LOOK, this::look);
    }

    /** {@return users, roles and rules as of now} */
    public AccessState state() {
        return state;
    }

    EffectiveModelContext modules() {
        return documents.modules();
    }

    /** What a new system begins with; it is not stored until the first change. */
    private Content initial() {
        try (var resource = Objects.requireNonNull(AccessStore.class.getResourceAsStream("initial.json"))) {
            var json = JsonParser.parseString(new String(resource.readAllBytes(), UTF_8));
            return new Content(0, Instant.EPOCH, "system", documents.data(json.getAsJsonObject()), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException("initial.json cannot be read", e);
        }
    }

    private void look() {
        tryFollow();
        watch.schedule(LOOK, this::look);
    }

    private void tryFollow() {
        try {
            follow();
        } catch (StorageException | ConfigException | RuntimeException e) {
            log.debug("access: cannot look for changes", e);
            health.degraded(
                    "as of revision " + state.revision() + ", changes of others are not seen: " + e.getMessage());
        }
    }

    /** Takes what another node has changed. */
    private void follow() throws StorageException, ConfigException {
        lock.lock();
        try {
            var position = newest.get();
            if (position.isPresent() && !position.equals(state.position())) {
                var row = rows.get(position.get());
                if (row.isEmpty()) {
                    // Another node has just replaced it: the next look finds the newer one.
                    return;
                }
                state = state(position, documents.read(row.get()));
                log.info("access: users and rules at revision {}", state.revision());
            }
            health.ok("revision " + state.revision());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Changes users, roles and rules, and stores them.
     *
     * @throws ConfigException when the change makes no sense, or cannot be stored
     */
    public AccessState change(String author, Edit edit) throws ConfigException {
        lock.lock();
        try {
            while (true) {
                follow();
                var before = state;
                var tree = emptyTree();
                var content = content(before, author, tree, edit);
                var position = UUID.randomUUID().toString();
                var after = state(Optional.of(position), content);
                rows.put(position, documents.write(content));
                if (newest.compareAndSet(before.position(), position)) {
                    state = after;
                    before.position().ifPresent(this::forget);
                    bus.publish(NAME, position);
                    log.info("access: revision {} of users and rules by {}", after.revision(), author);
                    return after;
                }
                rows.delete(position);
            }
        } catch (StorageException e) {
            health.degraded("a change could not be stored: " + e.getMessage());
            throw new ConfigException(
                    Kind.UNAVAILABLE, YangInstanceIdentifier.of(), "Users and rules cannot be stored now", e);
        } finally {
            lock.unlock();
        }
    }

    /** Old rows are of no use: who reads one of them looks again. */
    private void forget(String position) {
        try {
            rows.delete(position);
        } catch (StorageException e) {
            log.warn("access: a row that is not needed any more stays: {}", e.getMessage());
        }
    }

    /** What an edit makes. Passwords that it sets are hashed and taken out of the data. */
    private Content content(AccessState before, String author, DataTree tree, Edit edit) throws ConfigException {
        load(tree, documents.data(before.tree()));
        load(tree, edit);
        var hashes = new HashMap<String, String>();
        var passwords = new Passwords(hash, before.hashes(), hashes);
        load(tree, passwords.takeOut(tree.takeSnapshot()));
        return new Content(before.revision() + 1, clock.instant(), author, documents.data(tree.takeSnapshot()), hashes);
    }

    private AccessState state(Optional<String> position, Content content) throws ConfigException {
        var tree = emptyTree();
        load(tree, content.data());
        var snapshot = tree.takeSnapshot();
        try {
            return new AccessState(
                    position,
                    content.revision(),
                    content.time(),
                    snapshot,
                    content.hashes(),
                    Users.of(container(snapshot, Users.CONTAINER), content.hashes()),
                    rules.read(container(snapshot, RuleReader.CONTAINER)));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(Kind.INVALID, YangInstanceIdentifier.of(), String.valueOf(e.getMessage()), e);
        }
    }

    private static DataContainerNode container(
            DataTreeSnapshot tree, org.opendaylight.yangtools.yang.common.QName name) {
        return tree.readNode(YangInstanceIdentifier.of(name))
                .map(DataContainerNode.class::cast)
                .orElseGet(() -> Passwords.empty(name));
    }

    private DataTree emptyTree() {
        return trees.create(
                DataTreeConfiguration.builder(TreeType.CONFIGURATION)
                        .setMandatoryNodesValidation(true)
                        .build(),
                documents.modules());
    }

    private static void load(
            DataTree tree, java.util.List<org.opendaylight.yangtools.yang.data.api.schema.ContainerNode> containers)
            throws ConfigException {
        load(
                tree,
                modification ->
                        containers.forEach(one -> modification.write(YangInstanceIdentifier.of(one.name()), one)));
    }

    private static void load(DataTree tree, Edit edit) throws ConfigException {
        DataTreeModification modification = tree.takeSnapshot().newModification();
        try {
            edit.apply(modification);
            modification.ready();
            tree.validate(modification);
            tree.commit(tree.prepare(modification));
        } catch (DataValidationFailedException | IllegalArgumentException | IllegalStateException e) {
            throw new ConfigException(Kind.INVALID, YangInstanceIdentifier.of(), String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        hints.close();
        watch.close();
        health.close();
    }
}

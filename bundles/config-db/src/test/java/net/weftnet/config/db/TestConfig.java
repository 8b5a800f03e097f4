package net.weftnet.config.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import net.weftnet.common.storage.api.Bus;
import net.weftnet.common.storage.api.Coordination;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.api.TableStore;
import net.weftnet.common.storage.embedded.InProcessBus;
import net.weftnet.common.storage.embedded.SegmentTableStore;
import net.weftnet.common.storage.embedded.TableCoordination;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.ConfigDatastore.Edit;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.log.ChangeSetCodec;
import net.weftnet.config.db.model.Modules;
import net.weftnet.test.SilentHealth;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.tree.impl.di.InMemoryDataTreeFactory;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.parser.impl.DefaultYangParserFactory;

/** A datastore in a directory, and edits of it written as JSON with ' for ". */
final class TestConfig implements AutoCloseable {
    static final EffectiveModelContext MODULES = Modules.parse(new DefaultYangParserFactory());
    static final ChangeSetCodec CODEC = new ChangeSetCodec(MODULES);

    static final String CONFIG = "/weftnet-config:config";
    static final String PROJECT = "/domain=default-domain/project=default-project";

    final Bus bus;
    final TableStore store;
    final LogDatastore datastore;

    private TestConfig(TableStore store, Coordination coordination, Bus bus, Limits limits)
            throws StorageException, ConfigException {
        this.store = store;
        this.bus = bus;
        datastore = new LogDatastore(
                store,
                coordination,
                bus,
                MODULES,
                new InMemoryDataTreeFactory(),
                new SilentHealth(),
                Clock.systemUTC(),
                limits);
    }

    static TestConfig open(Path directory) throws StorageException, ConfigException {
        return open(directory, Limits.DEFAULT);
    }

    static TestConfig open(Path directory, Limits limits) throws StorageException, ConfigException {
        var store = new SegmentTableStore(directory);
        return new TestConfig(store, new TableCoordination(store), new InProcessBus(), limits);
    }

    static TestConfig on(TableStore store, InProcessBus bus) throws StorageException, ConfigException {
        return on(store, new TableCoordination(store), bus);
    }

    static TestConfig on(TableStore store, Coordination coordination, Bus bus)
            throws StorageException, ConfigException {
        return on(store, coordination, bus, Limits.DEFAULT);
    }

    static TestConfig on(TableStore store, Coordination coordination, Bus bus, Limits limits)
            throws StorageException, ConfigException {
        return new TestConfig(store, coordination, bus, limits);
    }

    static String replace(String target, String value) {
        return "{'operation': 'replace', 'target': '" + CONFIG + target + "', 'value': {'weftnet-config:" + value
                + "}}";
    }

    static String delete(String target) {
        return "{'operation': 'delete', 'target': '" + CONFIG + target + "'}";
    }

    static String network(String name, String... subnets) {
        var list = List.of(subnets).stream().map(s -> "{'subnet': '" + s + "'}").toList();
        return replace(
                PROJECT + "/virtual-network=" + name,
                "virtual-network': [{'name': '" + name + "', 'network-ipam': [{'fq-name':"
                        + " 'default-domain:default-project:default-network-ipam', 'ipam-subnets': " + list + "}]}]");
    }

    static String port(String name, String network) {
        return replace(
                PROJECT + "/virtual-machine-interface=" + name,
                "virtual-machine-interface': [{'name': '" + name + "', 'virtual-network':"
                        + " 'default-domain:default-project:" + network + "'}]");
    }

    static String address(String name, String network, String more) {
        return replace(
                "/instance-ip=" + name,
                "instance-ip': [{'name': '" + name + "', 'virtual-network': 'default-domain:default-project:" + network
                        + "'" + more + "}]");
    }

    static Edit edit(String... edits) {
        var json = JsonParser.parseString(("[" + String.join(",", edits) + "]").replace('\'', '"'))
                .getAsJsonArray();
        return tree -> CODEC.apply(json, tree);
    }

    Commit commit(String... edits) throws ConfigException {
        return datastore.commit("test", "", edit(edits));
    }

    /** The edits are refused for this reason, and nothing has changed. */
    void refused(ConfigException.Kind kind, String message, String... edits) {
        var before = datastore.snapshot();
        var e = assertThrows(ConfigException.class, () -> commit(edits));
        assertEquals(message, e.getMessage());
        assertEquals(kind, e.kind());
        assertEquals(before.revision(), datastore.snapshot().revision());
        assertEquals(tree(before.tree()::readNode), text());
    }

    /** All data as text. */
    String text() {
        return tree(datastore.snapshot().tree()::readNode);
    }

    /** All data as text that does not depend on the order in which it came. */
    String exported() {
        return datastore.exported(datastore.snapshot());
    }

    private interface Reader {
        java.util.Optional<? extends org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode> read(
                YangInstanceIdentifier path);
    }

    private static String tree(Reader reader) {
        return reader.read(YangInstanceIdentifier.of())
                .orElseThrow()
                .prettyTree()
                .get();
    }

    /** The value at a place, as JSON with ' for ". */
    String value(String target) throws ConfigException {
        var path = CODEC.path(CONFIG + target);
        return datastore
                .snapshot()
                .tree()
                .readNode(path)
                .map(node -> CODEC.value(path, node).replace('"', '\''))
                .orElse("(none)");
    }

    @Override
    public void close() {
        datastore.close();
        if (store instanceof SegmentTableStore files && bus instanceof InProcessBus mine) {
            mine.close();
            files.close();
        }
    }
}

package net.weftnet.config.transformer;

import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.Clock;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.storage.embedded.InProcessBus;
import net.weftnet.common.storage.embedded.SegmentTableStore;
import net.weftnet.common.storage.embedded.TableCoordination;
import net.weftnet.config.db.LogDatastore;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.log.ChangeSetCodec;
import net.weftnet.config.db.model.Modules;
import net.weftnet.test.SilentHealth;
import org.opendaylight.yangtools.yang.data.tree.impl.di.InMemoryDataTreeFactory;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.parser.impl.DefaultYangParserFactory;

/** A real datastore with project default-domain:demo, and edits as JSON with ' for ". */
final class TestStore implements AutoCloseable {
    static final EffectiveModelContext MODULES = Modules.parse(new DefaultYangParserFactory());
    static final ChangeSetCodec CODEC = new ChangeSetCodec(MODULES);
    static final String PROJECT = "/domain=default-domain/project=demo";
    static final Health HEALTH = new SilentHealth();

    final LogDatastore datastore;
    private final SegmentTableStore files;
    private final InProcessBus bus = new InProcessBus();

    TestStore(Path directory) throws Exception {
        this(directory, true);
    }

    TestStore(Path directory, boolean withProject) throws Exception {
        files = new SegmentTableStore(directory);
        datastore = LogDatastore.open(
                files,
                new TableCoordination(files),
                bus,
                MODULES,
                new InMemoryDataTreeFactory(),
                HEALTH,
                Clock.systemUTC());
        if (withProject) {
            commit(replace(PROJECT, "project': [{'name': 'demo', 'network-ipam': [{'name': 'ipam'}]}]"));
        }
    }

    static String replace(String target, String value) {
        return "{'operation': 'replace', 'target': '/weftnet-config:config" + target + "', 'value': {'weftnet-config:"
                + value + "}}";
    }

    static String delete(String target) {
        return "{'operation': 'delete', 'target': '/weftnet-config:config" + target + "'}";
    }

    static String network(String name, String subnet) {
        return replace(
                PROJECT + "/virtual-network=" + name,
                "virtual-network': [{'name': '" + name + "', 'network-ipam': [{'fq-name':"
                        + " 'default-domain:demo:ipam', 'ipam-subnets': [{'subnet': '" + subnet + "'}]}]}]");
    }

    static String machine(String uuid) {
        return replace("/virtual-machine=" + uuid, "virtual-machine': [{'name': '" + uuid + "'}]");
    }

    static String port(String name, String network, String machine) {
        return replace(
                PROJECT + "/virtual-machine-interface=" + name,
                "virtual-machine-interface': [{'name': '" + name + "', 'virtual-network': 'default-domain:demo:"
                        + network + "', 'virtual-machine': '" + machine + "'}]");
    }

    static String address(String name, String network, String port) {
        return replace(
                "/instance-ip=" + name,
                "instance-ip': [{'name': '" + name + "', 'virtual-network': 'default-domain:demo:" + network
                        + "', 'virtual-machine-interface': ['default-domain:demo:" + port + "']}]");
    }

    void commit(String... edits) throws ConfigException {
        var json = JsonParser.parseString(("[" + String.join(",", edits) + "]").replace('\'', '"'))
                .getAsJsonArray();
        datastore.commit("test", "", tree -> CODEC.apply(json, tree));
    }

    @Override
    public void close() {
        datastore.close();
        bus.close();
        files.close();
    }
}

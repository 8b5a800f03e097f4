package net.weftnet.config.ifmap;

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
import net.weftnet.config.transformer.SchemaTransformer;
import net.weftnet.test.SilentHealth;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.tree.impl.di.InMemoryDataTreeFactory;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.parser.impl.DefaultYangParserFactory;

/** A whole config node, but for the API: datastore, transformer and IF-MAP server, over a log that nodes share. */
final class ConfigNode implements AutoCloseable {
    private static final EffectiveModelContext MODULES = Modules.parse(new DefaultYangParserFactory());
    private static final ChangeSetCodec CODEC = new ChangeSetCodec(MODULES);

    private static final Health HEALTH = new SilentHealth();

    private final LogDatastore datastore;
    private final SchemaTransformer transformer;
    private final TestServer server;
    private boolean isClosed;

    ConfigNode(Path directory, SegmentTableStore files, InProcessBus bus, int maxWaiting) throws Exception {
        datastore = LogDatastore.open(
                files,
                new TableCoordination(files),
                bus,
                MODULES,
                new InMemoryDataTreeFactory(),
                HEALTH,
                Clock.systemUTC());
        transformer = new SchemaTransformer(datastore, HEALTH);
        server = new TestServer(directory, transformer, maxWaiting, 180);
    }

    LogDatastore datastore() {
        return datastore;
    }

    SchemaTransformer transformer() {
        return transformer;
    }

    /** {@return an object of the configuration as RESTCONF has it} */
    String json(String target) {
        var path = CODEC.path(target);
        return CODEC.value(path, datastore.snapshot().tree().readNode(path).orElseThrow());
    }

    /** {@return the compiled state as RESTCONF has it} */
    String compiled() {
        var data = transformer.compiled().data();
        return CODEC.value(YangInstanceIdentifier.of(data.name()), data);
    }

    TestServer server() {
        return server;
    }

    /** Commits a replacement; JSON with ' for ". {@return its revision} */
    long replace(String target, String value) throws ConfigException {
        var edit = "[{'operation': 'replace', 'target': '/weftnet-config:config" + target
                + "', 'value': {'weftnet-config:" + value + "}}]";
        var edits = JsonParser.parseString(edit.replace('\'', '"')).getAsJsonArray();
        return datastore.commit("test", "", tree -> CODEC.apply(edits, tree)).revision();
    }

    /** Goes away in the middle of whatever it does. */
    @Override
    public void close() throws Exception {
        if (isClosed) {
            return;
        }
        isClosed = true;
        server.close();
        transformer.close();
        datastore.close();
    }
}

package net.weftnet.config.api;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import net.weftnet.common.storage.embedded.InProcessBus;
import net.weftnet.common.storage.embedded.SegmentTableStore;
import net.weftnet.common.storage.embedded.TableCoordination;
import net.weftnet.config.db.LogDatastore;
import net.weftnet.config.db.model.Modules;
import net.weftnet.test.SilentHealth;
import org.opendaylight.yangtools.yang.data.tree.impl.di.InMemoryDataTreeFactory;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.parser.impl.DefaultYangParserFactory;

/** The real datastore in a directory, with the API in front. */
record RealConfig(SegmentTableStore store, InProcessBus bus, LogDatastore datastore, Api api) implements AutoCloseable {

    private static final EffectiveModelContext MODULES = Modules.parse(new DefaultYangParserFactory());

    static RealConfig open(Path directory) throws Exception {
        var limits = new ChangeStream.Limits(2, 1000, Duration.ofHours(1), Duration.ofHours(1));
        var store = new SegmentTableStore(directory);
        var bus = new InProcessBus();
        var datastore = LogDatastore.open(
                store,
                new TableCoordination(store),
                bus,
                MODULES,
                new InMemoryDataTreeFactory(),
                new SilentHealth(),
                Clock.systemUTC());
        return new RealConfig(
                store,
                bus,
                datastore,
                new Api(datastore, ServerState.of(MODULES, Instant.EPOCH), limits, Clock.systemUTC()));
    }

    @Override
    public void close() {
        datastore.close();
        bus.close();
        store.close();
    }
}

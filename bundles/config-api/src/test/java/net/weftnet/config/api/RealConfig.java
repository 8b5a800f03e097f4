package net.weftnet.config.api;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.storage.embedded.InProcessBus;
import net.weftnet.common.storage.embedded.SegmentTableStore;
import net.weftnet.common.storage.embedded.TableCoordination;
import net.weftnet.config.db.LogDatastore;
import net.weftnet.config.db.model.Modules;
import org.opendaylight.yangtools.yang.data.tree.impl.di.InMemoryDataTreeFactory;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.parser.impl.DefaultYangParserFactory;

/** The real datastore in a directory, with the API in front. */
record RealConfig(SegmentTableStore store, InProcessBus bus, LogDatastore datastore, Api api) implements AutoCloseable {

    private static final EffectiveModelContext MODULES = Modules.parse(new DefaultYangParserFactory());

    static RealConfig open(Path directory) throws Exception {
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
        return new RealConfig(store, bus, datastore, new Api(datastore, ServerState.of(MODULES)));
    }

    @Override
    public void close() {
        datastore.close();
        bus.close();
        store.close();
    }

    static final class SilentHealth implements Health {
        @Override
        public Subject open(String role, String subject) {
            return new Subject() {
                @Override
                public void ok(String detail) {}

                @Override
                public void degraded(String problem) {}

                @Override
                public void failed(String problem) {}

                @Override
                public void close() {}
            };
        }

        @Override
        public List<Condition> conditions() {
            return List.of();
        }
    }
}

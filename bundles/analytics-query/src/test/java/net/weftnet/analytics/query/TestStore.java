package net.weftnet.analytics.query;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import net.weftnet.analytics.collector.api.ReceivedMessage;
import net.weftnet.analytics.store.DuckDbStore;
import net.weftnet.common.runtime.api.NodeContext;
import net.weftnet.common.runtime.health.ConditionBoard;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.FlowSample;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.wire.FlowCodec;
import net.weftnet.common.sandesh.api.wire.SandeshHeader;
import net.weftnet.common.sandesh.api.wire.SandeshMessage;
import net.weftnet.common.sandesh.api.wire.SandeshType;

/** A real store in a folder, and messages for it. */
record TestStore(DuckDbStore store) implements AutoCloseable {

    static TestStore open(Path folder) {
        var config = (DuckDbStore.Config) Proxy.newProxyInstance(
                TestStore.class.getClassLoader(),
                new Class<?>[] {DuckDbStore.Config.class},
                (_, method, _) -> method.getDefaultValue());
        var node = new NodeContext() {
            @Override
            public String nodeName() {
                return "test";
            }

            @Override
            public Path stateDirectory() {
                return folder;
            }
        };
        var store = new DuckDbStore(node, new ConditionBoard(), config);
        await(() -> store.state().problem().isEmpty());
        return new TestStore(store);
    }

    void log(String source, String type, int level, Instant time, Field... fields) {
        var generator = generator(source);
        var kind = fields.length == 0 ? SandeshType.SYSTEM : SandeshType.OBJECT;
        var header = SandeshHeader.of(generator, SandeshHeader.micros(time), kind, 1, 0, level, "test");
        take(generator, time, new SandeshMessage(header, type, List.of(fields)));
    }

    void flow(String source, Instant time, FlowSample sample) {
        var generator = generator(source);
        var header = SandeshHeader.of(generator, SandeshHeader.micros(time), SandeshType.FLOW, 1, 0, 6, "");
        take(generator, time, new SandeshMessage(header, FlowCodec.MESSAGE, FlowCodec.toFields(List.of(sample))));
    }

    private void take(GeneratorName generator, Instant time, SandeshMessage message) {
        assertTrue(store.take(new ReceivedMessage(generator, time, message)));
    }

    private static GeneratorName generator(String source) {
        return new GeneratorName(source, "Compute", "weftnet", "0");
    }

    void awaitRows(long rows) {
        await(() -> store.state().stored() == rows);
    }

    private static void await(BooleanSupplier condition) {
        var end = Instant.now().plusSeconds(60);
        while (!condition.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(end), "It does not come to it");
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}

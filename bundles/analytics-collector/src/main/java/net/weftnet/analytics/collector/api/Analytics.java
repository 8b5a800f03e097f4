package net.weftnet.analytics.collector.api;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.wire.SandeshMessage;

/** What the collector knows at this moment. A service; its answers are copies. */
public interface Analytics {

    /** {@return the generators that are connected, or were until a moment ago, by name} */
    List<GeneratorState> generators();

    /** {@return the types of objects something is known about, for example {@code virtual-network}, sorted} */
    Set<String> types();

    /** {@return the names of the objects of a type, sorted} */
    Set<String> names(String type);

    /** {@return what each generator tells about an object; empty when none does} */
    List<UveState> uves(String type, String name);

    /**
     * Asks a generator, on its session. The answer goes to all {@link MessageSink}s too, in the same context.
     *
     * @param request the request's name
     * @param arguments by name
     * @param context by which question and answer are known; unique among those that are under way
     * @return the answer, if it comes in time; else it fails with an {@code IOException} when there is no session or it
     *     is lost, or a {@code TimeoutException}
     */
    CompletableFuture<SandeshMessage> ask(
            GeneratorName generator, String request, Map<String, String> arguments, String context);
}

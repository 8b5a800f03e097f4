package net.weftnet.config.transformer.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;

/**
 * What one commit changed in the compiled state.
 *
 * @param revision the commit
 * @param entries the entries that appeared, changed or are gone; empty when the commit did not concern the compiled state
 */
public record CompiledDelta(long revision, List<Entry> entries) {

    public CompiledDelta {
        entries = List.copyOf(entries);
    }

    /**
     * An entry of the module {@code weftnet-compiled}.
     *
     * @param list the list it is in, for example {@code routing-instance}
     * @param name its key
     * @param data what it is now; null when it is gone
     */
    public record Entry(String list, String name, @Nullable MapEntryNode data) {}
}

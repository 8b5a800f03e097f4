package net.weftnet.config.transformer.api;

import java.util.List;
import net.weftnet.config.db.api.Candidate;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;

/** Tells what a change would do to the compiled state, before anything is committed. */
public interface CompiledPreview {

    /** {@return the entries of the compiled state that would appear, vanish or change, by list and name} */
    List<EntryChange> preview(Candidate candidate);

    /**
     * An entry of the module {@code weftnet-compiled} before and after.
     *
     * @param list the list it is in, for example {@code routing-instance}
     * @param name its key
     * @param before null when it would appear
     * @param after null when it would vanish
     * @param appearing what of the entry would appear: a line for each rule, link, prefix and value
     * @param vanishing what of the entry would vanish
     */
    record EntryChange(
            String list,
            String name,
            @Nullable MapEntryNode before,
            @Nullable MapEntryNode after,
            List<String> appearing,
            List<String> vanishing) {
        public EntryChange {
            appearing = List.copyOf(appearing);
            vanishing = List.copyOf(vanishing);
        }
    }
}

package net.weftnet.config.transformer.api;

import java.util.List;
import net.weftnet.config.db.api.Candidate;
import net.weftnet.config.transformer.compile.EntryParts;
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
     */
    record EntryChange(String list, String name, @Nullable MapEntryNode before, @Nullable MapEntryNode after) {

        /** {@return what of the entry would appear: a line for each rule, link, prefix and value} */
        public List<String> appearing() {
            return EntryParts.onlyIn(after, before);
        }

        /** {@return what of the entry would vanish} */
        public List<String> vanishing() {
            return EntryParts.onlyIn(before, after);
        }
    }
}

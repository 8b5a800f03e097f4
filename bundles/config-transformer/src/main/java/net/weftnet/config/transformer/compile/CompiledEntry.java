package net.weftnet.config.transformer.compile;

import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;

/**
 * One entry of the compiled state.
 *
 * @param list the list it is in
 * @param data the entry
 */
public record CompiledEntry(String list, MapEntryNode data) {

    /** Which entry it is. */
    public record Key(String list, String fqName) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byList = list.compareTo(other.list);
            return byList != 0 ? byList : fqName.compareTo(other.fqName);
        }
    }

    /** {@return which entry it is; the key of every list is fq-name} */
    public Key key() {
        return new Key(list, data.name().values().iterator().next().toString());
    }
}

package net.weftnet.config.transformer.api;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Says where the compiled state comes from: which objects of the intent, and which commits. */
public interface Explanations {

    /**
     * {@return why an entry of the compiled state is as it is; nothing when there is no such entry}
     *
     * @param list the list of the module {@code weftnet-compiled}, for example {@code routing-instance}
     * @param name the name of the entry
     * @param rule for an access-control-list, which of its rules is meant, counted from 1; none for the whole list. There
     *     is no such entry when there is no such rule
     */
    Optional<Explanation> why(String list, String name, OptionalInt rule);

    /**
     * Why an entry is as it is.
     *
     * @param rules the rules of the transformer that yield it
     * @param change the commit that made it what it is
     * @param causes the objects of the intent that it is derived from, in the order in which they were read
     */
    record Explanation(List<String> rules, Change change, List<Cause> causes) {
        public Explanation {
            rules = List.copyOf(rules);
            causes = List.copyOf(causes);
        }
    }

    /**
     * An object of the intent.
     *
     * @param change the commit that made it what it is
     */
    record Cause(String type, String fqName, Change change) {}

    /**
     * A commit.
     *
     * @param revision its revision
     * @param isExact false when it is that commit or an older one: the transformer has followed the log since then
     */
    record Change(long revision, boolean isExact) {}
}

package net.weftnet.config.transformer.engine;

import net.weftnet.config.transformer.intent.IntentView;

/** What a rule may read. Whatever it reads is noted, so that it is computed again when that changes. */
public interface Scope extends IntentView {

    /** {@return a value of another rule, which must come before this one in the list of rules} */
    <V> V get(Rule<V> rule, String of);
}

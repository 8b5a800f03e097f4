package net.weftnet.config.transformer.engine;

/**
 * How one kind of derived value follows from the intent and from other derived values: a pure function. A value must be
 * immutable and have {@code equals}, by which the engine sees that nothing has to follow.
 *
 * @param <V> the value
 */
public interface Rule<V> {

    /** {@return what the rule derives, for messages} */
    String name();

    /**
     * Derives a value. Everything it depends on is read from the scope.
     *
     * @param of the name of what the value is derived for; the object of this name need not exist
     */
    V compute(String of, Scope scope);
}

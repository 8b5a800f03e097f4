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

    /** {@return whether the value is an index over many objects, so that who reads it is not derived from all of them} */
    default boolean isIndex() {
        return false;
    }

    /**
     * Derives a value. Everything it depends on is read from the scope.
     *
     * @param of the name of what the value is derived for; the object of this name need not exist
     */
    V compute(String of, Scope scope);
}

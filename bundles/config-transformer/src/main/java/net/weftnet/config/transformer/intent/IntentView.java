package net.weftnet.config.transformer.intent;

import java.util.Collection;
import java.util.Optional;

/**
 * One state of the intent. Collections are in the order of names, so that all who read them derive the same; they are views
 * that follow later changes, so who keeps one copies it.
 */
public interface IntentView {

    /** {@return an object} */
    Optional<IntentObject> object(String type, String fqName);

    /** {@return the names of the objects of type {@code by} that refer to an object} */
    Collection<String> referrers(String type, String fqName, String by);

    /** {@return the names of the objects of a type directly below a parent; all of them for the empty name} */
    Collection<String> members(String type, String within);

    /**
     * {@return the names of the objects of type {@code by} that have the name of an object of the type in a property},
     * for the properties of {@link Mentions}
     */
    Collection<String> mentions(String type, String fqName, String by);
}

package net.weftnet.config.vnc.mapping;

import com.google.gson.JsonObject;

/** Finds what a reference in JSON is to. */
@FunctionalInterface
public interface Referent {

    /**
     * {@return the fully qualified name of the object that a reference names by {@code uuid} or {@code to}}
     *
     * @param type the type of the object
     * @throws VncException when it names none
     */
    String fqName(String type, JsonObject reference) throws VncException;

    /** {@return whether a reference is to an object that the system makes, and so is one that only the system adds} */
    default boolean isCompiled(String type, JsonObject reference) throws VncException {
        return false;
    }
}

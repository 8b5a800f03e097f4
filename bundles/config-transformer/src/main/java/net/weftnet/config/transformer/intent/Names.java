package net.weftnet.config.transformer.intent;

/** Fully qualified names: the names of an object and of those around it, joined by colons. */
public final class Names {
    private Names() {}

    /** {@return the last name: that of the object within its parent} */
    public static String last(String fqName) {
        return fqName.substring(fqName.lastIndexOf(':') + 1);
    }

    /** {@return the fully qualified name of the parent; empty at the top} */
    public static String parent(String fqName) {
        return fqName.substring(0, Math.max(0, fqName.lastIndexOf(':')));
    }
}

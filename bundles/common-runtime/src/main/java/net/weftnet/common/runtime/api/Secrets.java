package net.weftnet.common.runtime.api;

import java.nio.file.Path;

/** Service: passwords that nobody had to choose. Each is made when first asked for and kept in a file of its own. */
public interface Secrets {

    /**
     * {@return the password of this name}, made now if there is none.
     *
     * @param name letters, digits and hyphens: {@code admin}, {@code ifmap}
     */
    String password(String name);

    /** {@return the file that holds, or will hold, the password of this name; only its owner may read it} */
    Path file(String name);
}

package net.weftnet.common.runtime.api;

import java.nio.file.Path;

/** Service: which node this process is, and where it keeps its state. */
public interface NodeContext {

    /** {@return the name of this node, unique in the system: {@code controller}, {@code compute1}} */
    String nodeName();

    /** {@return the directory of everything this node keeps; it exists and only its owner may enter (0700)} */
    Path stateDirectory();
}

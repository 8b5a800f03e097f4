package net.weftnet.common.runtime.api;

import java.nio.file.Path;

/** Service: which node this process is, and where it keeps its state. */
public interface NodeContext {

    /** {@return the name of this node, unique in the system: {@code controller}, {@code compute1}} */
    String nodeName();

    /** {@return the directory of everything this node keeps; made with mode 0700, and left as it is when it exists} */
    Path stateDirectory();
}

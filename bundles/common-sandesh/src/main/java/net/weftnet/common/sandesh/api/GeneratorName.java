package net.weftnet.common.sandesh.api;

/**
 * Who speaks: a process that sends Sandesh messages.
 *
 * @param source the node it runs on
 * @param nodeType what the node is for, for example {@code Compute}
 * @param module which program it is
 * @param instance which of several of that program, usually {@code 0}
 */
public record GeneratorName(String source, String nodeType, String module, String instance) {
    /** {@return {@code source:nodeType:module:instance}, as analytics shows it} */
    @Override
    public String toString() {
        return source + ":" + nodeType + ":" + module + ":" + instance;
    }
}

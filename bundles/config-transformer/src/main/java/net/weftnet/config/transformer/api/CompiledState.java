package net.weftnet.config.transformer.api;

import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;

/** What the schema transformer made of the intent, as data of the module {@code weftnet-compiled}. */
public interface CompiledState {

    /** {@return the newest compiled state, as of one revision} */
    Compiled compiled();

    /**
     * The compiled state.
     *
     * @param revision the commit it is derived from
     * @param data the container {@code weftnet-compiled:compiled}
     */
    record Compiled(long revision, ContainerNode data) {}
}

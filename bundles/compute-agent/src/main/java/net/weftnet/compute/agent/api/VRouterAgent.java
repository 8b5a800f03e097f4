package net.weftnet.compute.agent.api;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Service: the vRouter agent of this node. Every method may be called from any thread, and waits for the agent's own. */
public interface VRouterAgent {

    /**
     * Plugs ports, or replaces what was plugged under their ids. They are durable when this returns; when they become
     * active is seen in {@link #interfaces}.
     *
     * @throws PortConflictException if a device belongs to another port already; then none is plugged
     * @throws IOException if they could not be stored
     */
    void plug(List<Port> ports) throws PortConflictException, IOException;

    /**
     * Unplugs a port.
     *
     * @return whether there was one
     * @throws IOException if that could not be stored
     */
    boolean unplug(UUID id) throws IOException;

    /** {@return the plugged port of this id} */
    Optional<Port> port(UUID id);

    /** {@return the plugged ports, by id} */
    List<Port> ports();

    /** {@return the workload interfaces of this node: plugged ports, and configured ones that nobody plugged yet} */
    List<PortStatus> interfaces();

    /**
     * Calls the listener with the workload interfaces, now and whenever something changed that they depend on, on the
     * agent's thread; it must not block.
     *
     * @return ends the calls
     */
    AutoCloseable onInterfaces(Consumer<List<PortStatus>> listener);

    /** {@return the routes control nodes have sent, by control node, routing instance and prefix} */
    List<ReceivedRoute> routes();

    /** {@return how the agent is} */
    AgentStatus status();
}

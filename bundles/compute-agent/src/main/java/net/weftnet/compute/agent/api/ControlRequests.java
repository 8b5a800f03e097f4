package net.weftnet.compute.agent.api;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import net.weftnet.common.xml.XmlElement;

/** Service: questions about workloads to the control nodes. May be called from any thread, and does not wait. */
public interface ControlRequests {

    /** What questions are about. */
    enum Subject {
        /** The settings of a port. */
        DHCP,
        /** Names. */
        DNS
    }

    /**
     * Asks the first control node that there is a session with.
     *
     * @param port the virtual-machine-interface of the workload that wants to know
     * @param query as the service on the control node understands it
     * @return the answer; completed on the agent's thread. Fails with {@link ControlRequestException} if no control node is
     *     there, none answers within two seconds, or it has no answer
     */
    CompletableFuture<List<XmlElement>> ask(Subject subject, UUID port, List<XmlElement> query);
}

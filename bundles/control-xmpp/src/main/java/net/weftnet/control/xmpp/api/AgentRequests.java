package net.weftnet.control.xmpp.api;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import net.weftnet.common.xml.XmlElement;

/** Service that answers what agents ask about their workloads; {@code control-proxy} has it. */
public interface AgentRequests {

    /**
     * Answers a request, now or later, on any thread. Must not block.
     *
     * @param answer takes the answer, once
     */
    void answer(Request request, Consumer<Answer> answer);

    /**
     * What an agent asks.
     *
     * @param agent its name
     * @param service {@code dhcp} or {@code dns}
     * @param port the virtual-machine-interface of the workload
     * @param query as the service understands it
     */
    record Request(String agent, String service, UUID port, List<XmlElement> query) {
        public Request {
            query = List.copyOf(query);
        }
    }

    /**
     * An answer.
     *
     * @param code 0, or why there is none, as in responses of DNS
     */
    record Answer(int code, List<XmlElement> body) {
        public Answer {
            body = List.copyOf(body);
        }

        /** {@return that there is no answer, and why} */
        public static Answer failure(int code) {
            return new Answer(code, List.of());
        }
    }
}

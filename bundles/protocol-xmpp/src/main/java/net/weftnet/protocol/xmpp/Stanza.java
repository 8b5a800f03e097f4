package net.weftnet.protocol.xmpp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import net.weftnet.common.xml.XmlElement;

/** What travels inside an established stream (RFC 6120 section 8, XEP-0060), in the forms agents use. */
public sealed interface Stanza {

    /** {@return sender and receiver} */
    Envelope envelope();

    /**
     * Asks for the routes of a routing instance, or for the configuration around an object; the envelope tells which.
     *
     * @param node the routing instance, or {@code type:name} of the configuration object
     * @param options how the instance is known to the agent; absent for configuration
     */
    record Subscribe(Envelope envelope, String node, Optional<VrfOptions> options) implements Stanza {}

    /** Takes a {@link Subscribe} back. */
    record Unsubscribe(Envelope envelope, String node, Optional<VrfOptions> options) implements Stanza {}

    /** Gives the contents of a route; it counts from the {@link Associate} that follows. */
    record Publish(Envelope envelope, RouteNode node, RouteEntry entry) implements Stanza {}

    /** Adds a published route to the routing instance {@code collection}. */
    record Associate(Envelope envelope, String collection, RouteNode node) implements Stanza {}

    /** Takes a published route out of the routing instance {@code collection}. */
    record Dissociate(Envelope envelope, String collection, RouteNode node) implements Stanza {}

    /**
     * Routes of one table that were added, changed or removed.
     *
     * @param table the table, a node without item
     */
    record RouteUpdate(Envelope envelope, RouteNode table, List<RouteItem> items) implements Stanza {
        public RouteUpdate {
            items = List.copyOf(items);
        }
    }

    /** Everything known at the start of the session has been sent (RFC 4724 section 2, on XMPP). */
    record EndOfRib(Envelope envelope) implements Stanza {}

    /** Configuration objects and links that were added, changed or removed, in this order. */
    record ConfigUpdate(Envelope envelope, List<ConfigBlock> blocks) implements Stanza {
        public ConfigUpdate {
            blocks = List.copyOf(blocks);
        }
    }

    /**
     * An agent asks for what a workload wants to know and it does not.
     *
     * @param service whom the workload asked
     * @param transaction the agent's number for the request
     * @param virtualMachineInterface the port of the workload
     * @param query the question, as the service understands it
     */
    record ServiceRequest(
            Envelope envelope, Service service, long transaction, UUID virtualMachineInterface, List<XmlElement> query)
            implements Stanza {
        public ServiceRequest {
            query = List.copyOf(query);
        }
    }

    /**
     * The answer to a {@link ServiceRequest}.
     *
     * @param transaction that of the request
     * @param code 0, or why there is no answer: {@link #REFUSED} and others
     * @param answer as the service gives it
     */
    record ServiceResponse(Envelope envelope, Service service, long transaction, int code, List<XmlElement> answer)
            implements Stanza {
        /** The request makes no sense. */
        public static final int FORMAT_ERROR = 1;
        /** The control node cannot say, for now. */
        public static final int SERVER_FAILURE = 2;
        /** No such port. */
        public static final int NO_SUCH_PORT = 3;
        /** The control node has no such service. */
        public static final int NOT_IMPLEMENTED = 4;
        /** The port asks too often. */
        public static final int REFUSED = 5;

        public ServiceResponse {
            answer = List.copyOf(answer);
        }
    }

    /** What requests are about. */
    enum Service {
        /** The settings of a port: addresses, gateways, options. */
        DHCP(Jid.OTHER_PEER),
        /** Names. */
        DNS(Jid.DNS_PEER);

        private final String resource;

        Service(String resource) {
            this.resource = resource;
        }

        /** {@return the resource of control node and agent that deals with it} */
        public String resource() {
            return resource;
        }

        /** {@return the name of its element} */
        public String element() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A stanza of a kind we do not know, as it came. */
    record Unknown(Envelope envelope, XmlElement element) implements Stanza {}

    /**
     * How an agent knows a routing instance.
     *
     * @param instanceId the agent's number for it, which makes the route distinguisher of its routes unique
     * @param noRibOut whether the agent wants no routes of it, and only publishes
     */
    record VrfOptions(int instanceId, boolean noRibOut) {}
}

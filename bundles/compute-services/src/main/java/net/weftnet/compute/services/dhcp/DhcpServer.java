package net.weftnet.compute.services.dhcp;

import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.MacAddress;
import net.weftnet.compute.services.PortSettings;
import net.weftnet.compute.services.packet.Endpoints;
import net.weftnet.protocol.dhcp.DhcpMessage;
import net.weftnet.protocol.dhcp.DhcpMessage.Type;
import net.weftnet.protocol.dhcp.DhcpOption;
import net.weftnet.protocol.dhcp.Octets;

/**
 * A server that knows of one address for each client (RFC 2131 section 4.3): nothing has to be remembered, and a lease need
 * not end. A client that asks for another address is told to begin anew.
 */
public final class DhcpServer {
    private static final int SERVER_PORT = 67;
    private static final int CLIENT_PORT = 68;
    private static final IpAddress EVERYBODY = IpAddress.parse("255.255.255.255");
    private static final int FOR_EVER = -1;
    /** Clients need these whether or not they ask. */
    private static final Set<Integer> ALWAYS = Set.of(DhcpOption.SUBNET_MASK.code(), DhcpOption.LEASE_TIME.code());

    private DhcpServer() {}

    /**
     * Answers a client.
     *
     * @param lease the client's address and options
     * @return empty if the client expects no answer, or not ours
     */
    public static Optional<DhcpMessage> answer(DhcpMessage request, PortSettings.Address lease) {
        var server = lease.server();
        if (request.isReply() || server.isEmpty()) {
            return Optional.empty();
        }
        return request.type().flatMap(type -> switch (type) {
            case DISCOVER -> Optional.of(grant(request, lease, Type.OFFER, server.get()));
            case REQUEST -> request(request, lease, server.get());
            case INFORM -> Optional.of(inform(request, lease, server.get()));
            case DECLINE, RELEASE, OFFER, ACK, NAK -> Optional.empty();
        });
    }

    private static Optional<DhcpMessage> request(DhcpMessage request, PortSettings.Address lease, IpAddress server) {
        var chosen = request.address(DhcpOption.SERVER_ID);
        if (chosen.isPresent() && !chosen.get().equals(server)) {
            return Optional.empty(); // it has taken the offer of another server
        }
        var wanted = request.address(DhcpOption.REQUESTED_ADDRESS).orElse(request.client());
        return Optional.of(
                wanted.equals(lease.address()) ? grant(request, lease, Type.ACK, server) : refuse(request, server));
    }

    private static DhcpMessage refuse(DhcpMessage request, IpAddress server) {
        var options = options(request, Type.NAK, server);
        options.put(DhcpOption.MESSAGE.code(), DhcpOption.parseValue(DhcpOption.MESSAGE.code(), "not your address"));
        return new DhcpMessage(
                true,
                request.transaction(),
                true,
                DhcpMessage.NONE,
                DhcpMessage.NONE,
                request.relay(),
                request.hardware(),
                options);
    }

    private static DhcpMessage grant(DhcpMessage request, PortSettings.Address lease, Type type, IpAddress server) {
        var options = options(request, type, server);
        options.put(DhcpOption.LEASE_TIME.code(), Octets.ofInt(FOR_EVER));
        addRequested(request, lease, options);
        return new DhcpMessage(
                true,
                request.transaction(),
                request.isBroadcast(),
                type == Type.ACK ? request.client() : DhcpMessage.NONE,
                lease.address(),
                request.relay(),
                request.hardware(),
                options);
    }

    /** The client has its address from somewhere else. */
    private static DhcpMessage inform(DhcpMessage request, PortSettings.Address lease, IpAddress server) {
        var options = options(request, Type.ACK, server);
        addRequested(request, lease, options);
        options.remove(DhcpOption.LEASE_TIME.code());
        return new DhcpMessage(
                true,
                request.transaction(),
                request.isBroadcast(),
                request.client(),
                DhcpMessage.NONE,
                request.relay(),
                request.hardware(),
                options);
    }

    private static TreeMap<Integer, Octets> options(DhcpMessage request, Type type, IpAddress server) {
        var options = new TreeMap<Integer, Octets>();
        options.put(DhcpOption.MESSAGE_TYPE.code(), Octets.ofByte(type.code()));
        options.put(DhcpOption.SERVER_ID.code(), Octets.of(server));
        // RFC 6842: so that clients behind one address know which is meant.
        request.option(DhcpOption.CLIENT_ID.code()).ifPresent(id -> options.put(DhcpOption.CLIENT_ID.code(), id));
        return options;
    }

    private static void addRequested(
            DhcpMessage request, PortSettings.Address lease, TreeMap<Integer, Octets> options) {
        var list = request.option(DhcpOption.PARAMETER_REQUEST_LIST.code());
        lease.options().forEach((code, value) -> {
            boolean isProtocol = code == DhcpOption.MESSAGE_TYPE.code() || code == DhcpOption.SERVER_ID.code();
            if (!isProtocol && (list.isEmpty() || ALWAYS.contains(code) || contains(list.get(), code))) {
                options.put(code, value);
            }
        });
    }

    private static boolean contains(Octets list, int code) {
        for (int i = 0; i < list.length(); i++) {
            if (list.get(i) == code) {
                return true;
            }
        }
        return false;
    }

    /** {@return the way of an answer to a client on the link (RFC 2131 section 4.1)} */
    public static Endpoints way(DhcpMessage answer, IpAddress server) {
        boolean isKnown = !answer.client().equals(DhcpMessage.NONE);
        var to = isKnown ? answer.client() : answer.isBroadcast() ? EVERYBODY : answer.yours();
        var mac = to.equals(EVERYBODY) ? MacAddress.BROADCAST : answer.hardware();
        return new Endpoints(MacAddress.VIRTUAL_GATEWAY, mac, server, to, SERVER_PORT, CLIENT_PORT);
    }
}

package net.weftnet.compute.services.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.MacAddress;
import net.weftnet.compute.services.PortSettings;
import net.weftnet.protocol.dhcp.DhcpMessage;
import net.weftnet.protocol.dhcp.DhcpMessage.Type;
import net.weftnet.protocol.dhcp.DhcpOption;
import net.weftnet.protocol.dhcp.Octets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client's conversation with the server, message by message (RFC 2131 section 4.3). */
class DhcpServerTest {
    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:01");
    private static final IpAddress ADDRESS = IpAddress.parse("10.1.1.3");
    private static final IpAddress GATEWAY = IpAddress.parse("10.1.1.1");
    private static final PortSettings.Address LEASE = new PortSettings.Address(
            ADDRESS,
            Optional.of(GATEWAY),
            Optional.of(GATEWAY),
            true,
            Map.of(1, Octets.parse("ffffff00"), 3, Octets.of(GATEWAY), 42, Octets.parse("0a090901")));

    private static DhcpMessage request(Type type, IpAddress client, Map<Integer, Octets> options) {
        var all = new HashMap<>(options);
        all.put(DhcpOption.MESSAGE_TYPE.code(), Octets.ofByte(type.code()));
        return new DhcpMessage(false, 7, false, client, DhcpMessage.NONE, DhcpMessage.NONE, MAC, all);
    }

    private static Map<Integer, Octets> wants(String address) {
        return Map.of(DhcpOption.REQUESTED_ADDRESS.code(), Octets.of(IpAddress.parse(address)));
    }

    private static Optional<Type> answerTo(DhcpMessage request) {
        return DhcpServer.answer(request, LEASE).flatMap(DhcpMessage::type);
    }

    @Test
    void offersTheAddressWithItsOptions() {
        var offer = DhcpServer.answer(request(Type.DISCOVER, DhcpMessage.NONE, Map.of()), LEASE)
                .orElseThrow();
        assertEquals(Optional.of(Type.OFFER), offer.type());
        assertEquals(ADDRESS, offer.yours());
        assertEquals(Optional.of(GATEWAY), offer.address(DhcpOption.SERVER_ID));
        assertEquals(Optional.of(Octets.parse("ffffffff")), offer.option(DhcpOption.LEASE_TIME.code()));
        assertEquals(Optional.of(Octets.parse("0a090901")), offer.option(42));
        assertEquals(ADDRESS, DhcpServer.way(offer, GATEWAY).destination());
        assertEquals(MAC, DhcpServer.way(offer, GATEWAY).destinationMac());
    }

    @Test
    void givesWhatIsAskedForAndWhatIsNeeded() {
        var list = Map.of(DhcpOption.PARAMETER_REQUEST_LIST.code(), Octets.parse("03"));
        var offer = DhcpServer.answer(request(Type.DISCOVER, DhcpMessage.NONE, list), LEASE)
                .orElseThrow();
        assertEquals(Optional.of(Octets.of(GATEWAY)), offer.option(3));
        assertEquals(Optional.of(Octets.parse("ffffff00")), offer.option(1));
        assertEquals(Optional.empty(), offer.option(42));
    }

    @Test
    void acknowledgesTheAddressAskedForOrHeld() {
        assertEquals(Optional.of(Type.ACK), answerTo(request(Type.REQUEST, DhcpMessage.NONE, wants("10.1.1.3"))));
        var renewal = DhcpServer.answer(request(Type.REQUEST, ADDRESS, Map.of()), LEASE)
                .orElseThrow();
        assertEquals(Optional.of(Type.ACK), renewal.type());
        assertEquals(ADDRESS, DhcpServer.way(renewal, GATEWAY).destination());
    }

    @Test
    void refusesAnotherAddressToEverybody() {
        var refusal = DhcpServer.answer(request(Type.REQUEST, DhcpMessage.NONE, wants("10.9.9.9")), LEASE)
                .orElseThrow();
        assertEquals(Optional.of(Type.NAK), refusal.type());
        assertEquals(DhcpMessage.NONE, refusal.yours());
        assertEquals(MacAddress.BROADCAST, DhcpServer.way(refusal, GATEWAY).destinationMac());
        assertEquals(Optional.of(Type.NAK), answerTo(request(Type.REQUEST, IpAddress.parse("10.9.9.9"), Map.of())));
    }

    @Test
    void leavesClientsOfOtherServersAlone() {
        var options = new HashMap<>(wants("10.1.1.3"));
        options.put(DhcpOption.SERVER_ID.code(), Octets.of(IpAddress.parse("10.1.1.9")));
        assertEquals(Optional.empty(), answerTo(request(Type.REQUEST, DhcpMessage.NONE, options)));
    }

    @Test
    void informsWithoutALease() {
        var answer = DhcpServer.answer(request(Type.INFORM, ADDRESS, Map.of()), LEASE)
                .orElseThrow();
        assertEquals(Optional.of(Type.ACK), answer.type());
        assertEquals(DhcpMessage.NONE, answer.yours());
        assertEquals(Optional.empty(), answer.option(DhcpOption.LEASE_TIME.code()));
    }

    @ParameterizedTest
    @EnumSource(names = {"DECLINE", "RELEASE", "OFFER", "ACK", "NAK"})
    void saysNothingToTheRest(Type type) {
        assertEquals(Optional.empty(), answerTo(request(type, DhcpMessage.NONE, Map.of())));
    }
}

package net.weftnet.config.ifmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.hshannover.f4.trust.ifmapj.IfmapJ;
import de.hshannover.f4.trust.ifmapj.binding.IfmapStrings;
import de.hshannover.f4.trust.ifmapj.exception.IfmapErrorCode;
import de.hshannover.f4.trust.ifmapj.identifier.Identifiers;
import de.hshannover.f4.trust.ifmapj.messages.MetadataLifetime;
import de.hshannover.f4.trust.ifmapj.messages.Requests;
import de.hshannover.f4.trust.ifmapj.metadata.Cardinality;
import java.util.List;
import java.util.Set;
import net.weftnet.protocol.ifmap.Contrail;
import org.junit.jupiter.api.Test;

/** What an independent client may publish, and how long it lasts. */
class IfmapjPublishTest extends IfmapjClient {
    @Test
    void letsClientsPublishTheirOwnMetadata() throws Exception {
        var mac = Identifiers.createMac("02:00:00:00:00:01");
        var ip = Identifiers.createIp4("10.1.1.3");
        var other = connect(server.password());
        other.newSession();
        subscribe("addresses", mac, 1, null, null);
        assertEquals(Set.of(), said(only(ssrc.getArc().poll().getSearchResults())));

        var ipMac = IfmapJ.createStandardMetadataFactory().createIpMac();
        var update = Requests.createPublishUpdate(mac, ip, ipMac);
        other.publish(Requests.createPublishReq(update));
        assertEquals(
                Set.of("02:00:00:00:00:01 -- 10.1.1.3: ip-mac"),
                said(only(ssrc.getArc().poll().getUpdateResults())));

        var event = IfmapJ.createStandardMetadataFactory().createCapability("quarantined");
        other.publish(Requests.createPublishReq(Requests.createPublishNotify(mac, event)));
        assertEquals(
                Set.of("02:00:00:00:00:01: capability"),
                said(only(ssrc.getArc().poll().getNotifyResults())));

        var delete = Requests.createPublishDelete(mac, ip, "meta:ip-mac");
        delete.addNamespaceDeclaration("meta", "http://www.trustedcomputinggroup.org/2010/IFMAP-METADATA/2");
        other.publish(Requests.createPublishReq(delete));
        assertEquals(
                Set.of("02:00:00:00:00:01 -- 10.1.1.3: ip-mac"),
                said(only(ssrc.getArc().poll().getDeleteResults())));

        // What belongs to a session goes with it.
        other.publish(Requests.createPublishReq(update));
        assertEquals(1, ssrc.getArc().poll().getUpdateResults().size());
        other.endSession();
        assertEquals(1, ssrc.getArc().poll().getDeleteResults().size());
    }

    @Test
    void purgesAPublisher() throws Exception {
        var device = Identifiers.createDev("d");
        ssrc.publish(Requests.createPublishReq(Requests.createPublishUpdate(
                device, IfmapJ.createStandardMetadataFactory().createCapability("x"))));
        assertEquals(1, said(ssrc.search(search(device, 0, null, null))).size());
        assertError(IfmapErrorCode.AccessDenied, () -> ssrc.purgePublisher("config"));
        ssrc.purgePublisher();
        assertEquals(Set.of(), said(ssrc.search(search(device, 0, null, null))));
    }

    @Test
    void keepsTheConfigurationFromClients() throws Exception {
        var mine = IfmapJ.createStandardMetadataFactory()
                .create("id-perms", "contrail", Contrail.NAMESPACE, Cardinality.singleValue);
        assertError(
                IfmapErrorCode.AccessDenied,
                () -> ssrc.publish(Requests.createPublishReq(Requests.createPublishUpdate(NETWORK, mine))));
        assertError(
                IfmapErrorCode.AccessDenied,
                () -> ssrc.publish(Requests.createPublishReq(Requests.createPublishDelete(NETWORK))));
        assertTrue(said(ssrc.search(search(NETWORK, 0, null, null)))
                .contains("virtual-network:default-domain:demo:front: id-perms"));
    }

    @Test
    void keepsWhatIsForeverUntilItIsPurged() throws Exception {
        var device = Identifiers.createDev("d");
        var update = Requests.createPublishUpdate(
                device, IfmapJ.createStandardMetadataFactory().createCapability("x"), MetadataLifetime.forever);
        ssrc.publish(Requests.createPublishReq(update));
        ssrc.endSession();
        ssrc.newSession();
        assertEquals(1, said(ssrc.search(search(device, 0, null, null))).size());
        ssrc.purgePublisher();
        assertEquals(Set.of(), said(ssrc.search(search(device, 0, null, null))));
    }

    @Test
    void tellsMultiValuedMetadataApartByWhatItSays() throws Exception {
        var device = Identifiers.createDev("d");
        var factory = IfmapJ.createStandardMetadataFactory();
        for (var capability : List.of("a", "b", "a")) {
            ssrc.publish(Requests.createPublishReq(
                    Requests.createPublishUpdate(device, factory.createCapability(capability))));
        }
        var found = ssrc.search(search(device, 0, null, null))
                .getResultItems()
                .iterator()
                .next();
        assertEquals(2, found.getMetadata().size());
        var single = factory.create("capability", "meta", IfmapStrings.STD_METADATA_NS_URI, Cardinality.singleValue);
        assertError(
                IfmapErrorCode.InvalidMetadata,
                () -> ssrc.publish(Requests.createPublishReq(Requests.createPublishUpdate(device, single))));
    }

    @Test
    void carriesTenThousandItems() throws Exception {
        var factory = IfmapJ.createStandardMetadataFactory();
        var hub = Identifiers.createDev("hub");
        subscribe("all", hub, 1, null, null);
        ssrc.getArc().poll();
        for (int batch = 0; batch < 20; batch++) {
            var publish = Requests.createPublishReq();
            for (int i = 0; i < 250; i++) {
                var ip = Identifiers.createIp4("10.1." + batch + "." + i);
                publish.addPublishElement(Requests.createPublishUpdate(hub, ip, factory.createDevIp()));
                publish.addPublishElement(Requests.createPublishUpdate(ip, factory.createCapability("c")));
            }
            ssrc.publish(publish);
        }
        assertEquals(10_000, said(ssrc.search(search(hub, 1, null, null))).size());
        var results = ssrc.getArc().poll().getResults();
        assertEquals(
                10_001,
                results.stream()
                        .mapToInt(result -> result.getResultItems().size())
                        .sum());
    }
}

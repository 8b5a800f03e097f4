package net.weftnet.config.ifmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.hshannover.f4.trust.ifmapj.IfmapJ;
import de.hshannover.f4.trust.ifmapj.exception.IfmapErrorCode;
import de.hshannover.f4.trust.ifmapj.identifier.Identifiers;
import de.hshannover.f4.trust.ifmapj.messages.Requests;
import java.util.Set;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.config.transformer.api.GraphChange;
import net.weftnet.config.transformer.api.Link;
import org.junit.jupiter.api.Test;

/** What an independent client finds, by search and by subscription. */
class IfmapjSearchTest extends IfmapjClient {
    @Test
    void pollsTheGraphAndThenItsChanges() throws Exception {
        subscribe("root", ROOT, 255, null, null);
        var first = only(ssrc.getArc().poll().getSearchResults());
        assertEquals("root", first.getName());
        assertEquals(
                Set.of(
                        "config-root:root: revision=1",
                        "domain:default-domain: id-perms",
                        "project:default-domain:demo: id-perms",
                        "virtual-network:default-domain:demo:front: id-perms",
                        "routing-instance:default-domain:demo:front:front: id-perms",
                        "route-target:target:64512:8000001: id-perms",
                        "config-root:root -- domain:default-domain: config-root-domain",
                        "domain:default-domain -- project:default-domain:demo: domain-project",
                        "project:default-domain:demo -- virtual-network:default-domain:demo:front:"
                                + " project-virtual-network",
                        "virtual-network:default-domain:demo:front --"
                                + " routing-instance:default-domain:demo:front:front:"
                                + " virtual-network-routing-instance",
                        "routing-instance:default-domain:demo:front:front --"
                                + " route-target:target:64512:8000001: instance-target"),
                said(first));

        var poll = pollInBackground();
        server.graph()
                .change(
                        new GraphChange.PropertySet(
                                DemoGraph.NETWORK,
                                "virtual-network-network-id",
                                XmlElement.ofText("virtual-network-network-id", "5")),
                        new GraphChange.LinkRemoved(
                                new Link("virtual-network-routing-instance", DemoGraph.NETWORK, DemoGraph.INSTANCE)));
        var delta = poll.get();
        assertEquals(
                Set.of(
                        "config-root:root: revision=2",
                        "virtual-network:default-domain:demo:front: virtual-network-network-id=5"),
                said(only(delta.getUpdateResults())));
        assertEquals(
                Set.of(
                        "virtual-network:default-domain:demo:front --"
                                + " routing-instance:default-domain:demo:front:front:"
                                + " virtual-network-routing-instance",
                        "routing-instance:default-domain:demo:front:front --"
                                + " route-target:target:64512:8000001: instance-target",
                        "routing-instance:default-domain:demo:front:front: id-perms",
                        "route-target:target:64512:8000001: id-perms"),
                said(only(delta.getDeleteResults())));
    }

    @Test
    void searchesWithDepthLinksAndFilters() throws Exception {
        assertEquals(
                Set.of(
                        "config-root:root: revision=1",
                        "config-root:root -- domain:default-domain: config-root-domain",
                        "domain:default-domain: id-perms"),
                said(ssrc.search(search(ROOT, 1, null, null))));
        assertEquals(
                Set.of(
                        "config-root:root -- domain:default-domain: config-root-domain",
                        "domain:default-domain -- project:default-domain:demo: domain-project"),
                said(ssrc.search(search(
                        ROOT,
                        10,
                        "contrail:config-root-domain or contrail:domain-project",
                        "contrail:domain-project or contrail:config-root-domain"))));
        assertEquals(Set.of(), said(ssrc.search(search(contrail("project:none"), 10, null, null))));
        assertEquals(
                Set.of("routing-instance:default-domain:demo:front:front --"
                        + " route-target:target:64512:8000001: instance-target"),
                said(ssrc.search(search(
                        contrail("routing-instance:default-domain:demo:front:front"),
                        1,
                        null,
                        "contrail:instance-target[import-export]"))));
        assertEquals(
                Set.of("virtual-network:default-domain:demo:front: id-perms"),
                said(ssrc.search(search(
                        NETWORK,
                        0,
                        null,
                        "contrail:none or (contrail:id-perms[enable='true' and uuid/uuid-mslong='1'] and"
                                + " not(contrail:other))"))));
        assertError(IfmapErrorCode.Failure, () -> ssrc.search(search(ROOT, 1, "contrail:a[b<'c']", null)));
        assertError(IfmapErrorCode.Failure, () -> ssrc.search(search(ROOT, 1, null, "undeclared:a")));
        var small = search(ROOT, 10, null, null);
        small.setMaxSize(100);
        assertError(IfmapErrorCode.SearchResultsTooBig, () -> ssrc.search(small));
        ssrc.renewSession();
    }

    @Test
    void goesNoFurtherThanATerminalIdentifier() throws Exception {
        var mac = Identifiers.createMac("02:00:00:00:00:01");
        var ip = Identifiers.createIp4("10.1.1.3");
        var factory = IfmapJ.createStandardMetadataFactory();
        ssrc.publish(Requests.createPublishReq(Requests.createPublishUpdate(mac, ip, factory.createIpMac())));
        ssrc.publish(Requests.createPublishReq(
                Requests.createPublishUpdate(ip, Identifiers.createDev("d"), factory.createDevIp())));
        var search = Requests.createSearchReq(null, 5, "ip-address,access-request", null, null, mac);
        assertEquals(Set.of("02:00:00:00:00:01 -- 10.1.1.3: ip-mac"), said(ssrc.search(search)));
    }

    /** IF-MAP 2.1's extended identifiers are escaped XML; Contrail's are plain names of the same type. */
    @Test
    void takesExtendedIdentifiersAsXmlToo() throws Exception {
        var role = Identifiers.createExtendedIdentity("<n:role xmlns:n=\"urn:roles\" name=\"admin &amp; more\"/>");
        ssrc.publish(Requests.createPublishReq(Requests.createPublishUpdate(
                NETWORK, role, IfmapJ.createStandardMetadataFactory().createAuthBy())));
        var found = ssrc.search(search(role, 1, "meta:authenticated-by", "meta:authenticated-by"));
        assertEquals(1, said(found).size());
        assertTrue(said(found).first().contains("virtual-network:default-domain:demo:front"));
    }
}

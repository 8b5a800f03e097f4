package net.weftnet.protocol.xmpp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;
import net.weftnet.common.xml.XmlElement;

/**
 * {@code <entry>} of Ethernet VPN ({@code xmpp_enet.xsd}). Where the tunnel is VXLAN the label of a next hop is a network
 * id.
 */
final class EnetEntryCodec {
    private static final long U32 = 0xffff_ffffL;

    private EnetEntryCodec() {}

    static RouteEntry.Enet decode(XmlElement entry, XmlElement nlri) throws StanzaException {
        return new RouteEntry.Enet(
                Fields.number(nlri, "ethernet-tag", U32, 0),
                Fields.parse(MacAddress::parse, Fields.text(nlri, "mac")),
                Fields.parse(IpPrefix::parse, Fields.text(nlri, "address")),
                nextHops(entry, "next-hops"),
                nextHops(entry, "olist"),
                InetEntryCodec.decodeMobility(entry),
                InetEntryCodec.numbers(entry, "security-group-list", "security-group"),
                Fields.number(entry, "local-preference", U32, RouteEntry.Inet.DEFAULT_LOCAL_PREFERENCE),
                Fields.number(entry, "med", U32, 0));
    }

    private static List<NextHop> nextHops(XmlElement entry, String list) throws StanzaException {
        var nextHops = new ArrayList<NextHop>();
        var found = entry.child(list);
        if (found.isPresent()) {
            for (var nextHop : found.get().children("next-hop")) {
                nextHops.add(nextHop(nextHop));
            }
        }
        return nextHops;
    }

    private static NextHop nextHop(XmlElement nextHop) throws StanzaException {
        var encapsulations = InetEntryCodec.encapsulations(nextHop);
        boolean vxlan = encapsulations.contains(Encapsulation.VXLAN);
        int number = (int) Fields.number(nextHop, "label", vxlan ? NextHop.MAX_VNI : NextHop.MAX_LABEL, 0);
        return new NextHop(
                Fields.parse(IpAddress::parse, Fields.text(nextHop, "address")),
                mac(nextHop),
                vxlan ? 0 : number,
                vxlan ? number : 0,
                encapsulations,
                "",
                InetEntryCodec.numbers(nextHop, "tag-list", "tag"));
    }

    private static Optional<MacAddress> mac(XmlElement nextHop) throws StanzaException {
        var text = nextHop.childText("mac").map(String::strip).filter(t -> !t.isEmpty());
        return text.isEmpty() ? Optional.empty() : Optional.of(Fields.parse(MacAddress::parse, text.get()));
    }

    static XmlElement encode(RouteEntry.Enet entry) {
        var children = new ArrayList<XmlElement>();
        children.add(XmlElement.of(
                "nlri",
                InetEntryCodec.number("af", RouteNode.L2VPN),
                InetEntryCodec.number("safi", RouteNode.ENET),
                InetEntryCodec.number("ethernet-tag", entry.ethernetTag()),
                XmlElement.ofText("mac", entry.mac().toString()),
                XmlElement.ofText("address", entry.address().toString())));
        children.add(InetEntryCodec.list("next-hops", entry.nextHops(), EnetEntryCodec::encode));
        children.add(InetEntryCodec.list("olist", entry.replicas(), EnetEntryCodec::encode));
        children.addAll(InetEntryCodec.encode(entry.mobility()));
        children.add(InetEntryCodec.list(
                "security-group-list",
                entry.securityGroups(),
                group -> InetEntryCodec.number("security-group", group)));
        children.add(InetEntryCodec.number("local-preference", entry.localPreference()));
        children.add(InetEntryCodec.number("med", entry.med()));
        return XmlElement.of("entry", children);
    }

    private static XmlElement encode(NextHop nextHop) {
        var children = new ArrayList<XmlElement>();
        children.add(InetEntryCodec.number("af", nextHop.address().isIpv4() ? RouteNode.INET : RouteNode.INET6));
        children.add(XmlElement.ofText("address", nextHop.address().toString()));
        nextHop.mac().ifPresent(mac -> children.add(XmlElement.ofText("mac", mac.toString())));
        children.add(InetEntryCodec.number("label", nextHop.vni() != 0 ? nextHop.vni() : nextHop.label()));
        children.add(InetEntryCodec.list(
                "tunnel-encapsulation-list",
                nextHop.encapsulations(),
                e -> XmlElement.ofText("tunnel-encapsulation", e.wireName())));
        children.add(InetEntryCodec.list("tag-list", nextHop.tags(), tag -> InetEntryCodec.number("tag", tag)));
        return XmlElement.of("next-hop", children);
    }
}

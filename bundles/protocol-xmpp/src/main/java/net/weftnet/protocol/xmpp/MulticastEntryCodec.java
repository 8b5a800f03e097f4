package net.weftnet.protocol.xmpp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.protocol.xmpp.RouteEntry.Multicast;
import net.weftnet.protocol.xmpp.RouteEntry.Multicast.Offer;

/**
 * {@code <entry>} of multicast ({@code xmpp_multicast.xsd}). What an agent says has one next hop, whose label is a range
 * ({@code 1024-2047}); what it is told has a label of its own and an {@code <olist>}.
 */
final class MulticastEntryCodec {
    private MulticastEntryCodec() {}

    static Multicast decode(XmlElement entry, XmlElement nlri) throws StanzaException {
        var group = address(nlri, "group");
        var source = address(nlri, "source");
        int label = (int) Fields.number(nlri, "source-label", NextHop.MAX_LABEL, 0);
        var replicas = new ArrayList<NextHop>();
        for (var nextHop : nextHops(entry, "olist")) {
            replicas.add(NextHop.ofLabel(
                    address(nextHop, "address"),
                    (int) Fields.number(nextHop, "label", NextHop.MAX_LABEL, 0),
                    InetEntryCodec.encapsulations(nextHop),
                    ""));
        }
        return new Multicast(group, source, label, offer(nextHops(entry, "next-hops")), replicas);
    }

    private static Optional<Offer> offer(List<XmlElement> nextHops) throws StanzaException {
        if (nextHops.size() > 1) {
            throw new StanzaException(nextHops.size() + " next hops of a multicast route");
        }
        if (nextHops.isEmpty()) {
            return Optional.empty();
        }
        var nextHop = nextHops.getFirst();
        var range = Fields.text(nextHop, "label").split("-", -1);
        if (range.length != 2) {
            throw new StanzaException("Not a range of labels: " + Fields.text(nextHop, "label"));
        }
        int first = (int) Fields.number("label", range[0], NextHop.MAX_LABEL);
        int last = (int) Fields.number("label", range[1], NextHop.MAX_LABEL);
        if (first < 1 || last < first) {
            throw new StanzaException("Not a range of labels: " + first + "-" + last);
        }
        return Optional.of(new Offer(address(nextHop, "address"), first, last, InetEntryCodec.encapsulations(nextHop)));
    }

    private static List<XmlElement> nextHops(XmlElement entry, String list) {
        return entry.child(list).map(found -> found.children("next-hop")).orElse(List.of());
    }

    private static IpAddress address(XmlElement element, String name) throws StanzaException {
        var address = Fields.parse(IpAddress::parse, Fields.text(element, name));
        if (!address.isIpv4()) {
            throw new StanzaException("Not an IPv4 address for " + name + ": " + address);
        }
        return address;
    }

    static XmlElement encode(Multicast entry) {
        return XmlElement.of(
                "entry",
                XmlElement.of(
                        "nlri",
                        InetEntryCodec.number("af", RouteNode.INET),
                        InetEntryCodec.number("safi", RouteNode.MULTICAST),
                        XmlElement.ofText("group", entry.group().toString()),
                        XmlElement.ofText("source", entry.source().toString()),
                        InetEntryCodec.number("source-label", entry.sourceLabel())),
                InetEntryCodec.list(
                        "next-hops",
                        entry.offer().stream().toList(),
                        offer -> encode(
                                offer.address(), offer.firstLabel() + "-" + offer.lastLabel(), offer.encapsulations())),
                InetEntryCodec.list(
                        "olist",
                        entry.replicas(),
                        replica -> encode(
                                replica.address(), Integer.toString(replica.label()), replica.encapsulations())));
    }

    private static XmlElement encode(IpAddress address, String label, List<Encapsulation> encapsulations) {
        return XmlElement.of(
                "next-hop",
                InetEntryCodec.number("af", RouteNode.INET),
                XmlElement.ofText("address", address.toString()),
                XmlElement.ofText("label", label),
                InetEntryCodec.list(
                        "tunnel-encapsulation-list",
                        encapsulations,
                        e -> XmlElement.ofText("tunnel-encapsulation", e.wireName())));
    }
}

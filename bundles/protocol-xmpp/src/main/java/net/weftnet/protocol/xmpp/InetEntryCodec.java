package net.weftnet.protocol.xmpp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;
import net.weftnet.common.xml.XmlElement;

/** {@code <entry>} of unicast routes; the children may come in any order. */
final class InetEntryCodec {
    private static final long U32 = 0xffff_ffffL;

    private InetEntryCodec() {}

    static RouteEntry decode(XmlElement entry) throws StanzaException {
        var nlri = Fields.child(entry, "nlri");
        int af = (int) Fields.number(nlri, "af", 0xffff, 0);
        int safi = (int) Fields.number(nlri, "safi", 0xff, 0);
        var table = RouteNode.table(af, safi, "");
        if (table.isEthernet()) {
            return EnetEntryCodec.decode(entry, nlri);
        }
        if (table.isMulticast()) {
            return MulticastEntryCodec.decode(entry, nlri);
        }
        if (!table.isUnicast()) {
            return new RouteEntry.Other(entry);
        }
        var prefix = Fields.parse(IpPrefix::parse, Fields.text(nlri, "address"));
        if (prefix.address().isIpv4() != (af == RouteNode.INET)) {
            throw new StanzaException(prefix + " is not of address family " + af);
        }
        var nextHops = new ArrayList<NextHop>();
        for (var nextHop : Fields.child(entry, "next-hops").children("next-hop")) {
            nextHops.add(decodeNextHop(nextHop));
        }
        return new RouteEntry.Inet(
                prefix,
                nextHops,
                entry.childText("virtual-network").orElse(""),
                decodeMobility(entry),
                numbers(entry, "security-group-list", "security-group"),
                texts(entry, "community-tag-list", "community-tag"),
                Fields.number(entry, "local-preference", U32, RouteEntry.Inet.DEFAULT_LOCAL_PREFERENCE),
                Fields.number(entry, "med", U32, 0),
                entry.childText("sub-protocol").orElse(""));
    }

    private static NextHop decodeNextHop(XmlElement nextHop) throws StanzaException {
        var mac = nextHop.childText("mac").map(String::strip).orElse("");
        int label = (int) Fields.number(nextHop, "label", NextHop.MAX_LABEL, 0);
        var encapsulations = encapsulations(nextHop);
        if (encapsulations.isEmpty() && label != 0) {
            // What an empty list has always meant.
            encapsulations = List.of(Encapsulation.MPLS_OVER_GRE);
        }
        return new NextHop(
                Fields.parse(IpAddress::parse, Fields.text(nextHop, "address")),
                mac.isEmpty() ? Optional.empty() : Optional.of(Fields.parse(MacAddress::parse, mac)),
                label,
                (int) Fields.number(nextHop, "vni", NextHop.MAX_VNI, 0),
                encapsulations,
                nextHop.childText("virtual-network").orElse(""),
                numbers(nextHop, "tag-list", "tag"));
    }

    static List<Encapsulation> encapsulations(XmlElement nextHop) {
        return texts(nextHop, "tunnel-encapsulation-list", "tunnel-encapsulation").stream()
                .flatMap(name -> Encapsulation.ofWireName(name).stream())
                .toList();
    }

    /** Newer agents send {@code <mobility>}, older ones {@code <sequence-number>} only. */
    static RouteEntry.Mobility decodeMobility(XmlElement entry) throws StanzaException {
        var mobility = entry.child("mobility");
        if (mobility.isEmpty()) {
            return new RouteEntry.Mobility(Fields.number(entry, "sequence-number", U32, 0), false);
        }
        return new RouteEntry.Mobility(
                Fields.number("seqno", mobility.get().attribute("seqno").orElse("0"), U32),
                mobility.get().attribute("sticky").orElse("").equals("true"));
    }

    private static List<String> texts(XmlElement parent, String list, String item) {
        return parent.child(list).stream()
                .flatMap(l -> l.children(item).stream())
                .map(i -> i.text().strip())
                .toList();
    }

    static List<Long> numbers(XmlElement parent, String list, String item) throws StanzaException {
        var numbers = new ArrayList<Long>();
        for (var text : texts(parent, list, item)) {
            numbers.add(Fields.number(item, text, U32));
        }
        return numbers;
    }

    static XmlElement encode(RouteEntry entry) {
        return switch (entry) {
            case RouteEntry.Other(var element) -> element;
            case RouteEntry.Inet inet -> encode(inet);
            case RouteEntry.Enet enet -> EnetEntryCodec.encode(enet);
            case RouteEntry.Multicast multicast -> MulticastEntryCodec.encode(multicast);
        };
    }

    private static XmlElement encode(RouteEntry.Inet entry) {
        int af = entry.prefix().address().isIpv4() ? RouteNode.INET : RouteNode.INET6;
        var children = new ArrayList<XmlElement>();
        children.add(XmlElement.of(
                "nlri",
                number("af", af),
                number("safi", RouteNode.UNICAST),
                XmlElement.ofText("address", entry.prefix().toString())));
        children.add(list("next-hops", entry.nextHops(), InetEntryCodec::encode));
        children.add(number("version", 1));
        children.add(XmlElement.ofText("virtual-network", entry.virtualNetwork()));
        children.addAll(encode(entry.mobility()));
        children.add(list("security-group-list", entry.securityGroups(), group -> number("security-group", group)));
        children.add(list("community-tag-list", entry.communities(), text -> XmlElement.ofText("community-tag", text)));
        children.add(number("local-preference", entry.localPreference()));
        children.add(number("med", entry.med()));
        children.add(XmlElement.of("load-balance"));
        children.add(XmlElement.ofText("sub-protocol", entry.subProtocol()));
        return XmlElement.of("entry", children);
    }

    /** Both forms, for newer agents and older ones. */
    static List<XmlElement> encode(RouteEntry.Mobility mobility) {
        return List.of(
                XmlElement.of("mobility")
                        .withAttribute("seqno", Long.toString(mobility.sequence()))
                        .withAttribute("sticky", Boolean.toString(mobility.sticky())),
                number("sequence-number", mobility.sequence()));
    }

    private static XmlElement encode(NextHop nextHop) {
        // The address family is the underlay's, also in routes of the other one.
        return XmlElement.of(
                "next-hop",
                number("af", nextHop.address().isIpv4() ? RouteNode.INET : RouteNode.INET6),
                XmlElement.ofText("address", nextHop.address().toString()),
                XmlElement.ofText("mac", nextHop.mac().map(MacAddress::toString).orElse("")),
                number("label", nextHop.label()),
                number("vni", nextHop.vni()),
                list(
                        "tunnel-encapsulation-list",
                        nextHop.encapsulations(),
                        e -> XmlElement.ofText("tunnel-encapsulation", e.wireName())),
                XmlElement.ofText("virtual-network", nextHop.virtualNetwork()),
                list("tag-list", nextHop.tags(), tag -> number("tag", tag)));
    }

    static XmlElement number(String name, long value) {
        return XmlElement.ofText(name, Long.toString(value));
    }

    static <T> XmlElement list(String name, List<T> values, Function<T, XmlElement> encoder) {
        return XmlElement.of(name, values.stream().map(encoder).toList());
    }
}

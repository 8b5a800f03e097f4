package net.weftnet.protocol.bgp.message;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.Octets;
import net.weftnet.protocol.bgp.attribute.AsSegment;
import net.weftnet.protocol.bgp.attribute.Community;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.LargeCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttribute;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Aggregator;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AtomicAggregate;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ClusterList;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Communities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.EdgeDiscovery;
import net.weftnet.protocol.bgp.attribute.PathAttribute.EdgeForwarding;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ExtendedCommunities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.LargeCommunities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.LocalPreference;
import net.weftnet.protocol.bgp.attribute.PathAttribute.MultiExitDiscriminator;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Origin;
import net.weftnet.protocol.bgp.attribute.PathAttribute.OriginVnPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.OriginatorId;
import net.weftnet.protocol.bgp.attribute.PathAttribute.PmsiTunnel;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Unknown;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.nlri.ErmVpnNlri;
import net.weftnet.protocol.bgp.nlri.EthernetSegment;
import net.weftnet.protocol.bgp.nlri.EvpnNlri;
import net.weftnet.protocol.bgp.nlri.Nlri;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;
import net.weftnet.protocol.bgp.nlri.RouteTargetNlri;

/** Random values of everything that an UPDATE may carry; all of them canonical, so that they survive the wire. */
final class UpdateArbitraries {
    private final RandomGenerator random;

    UpdateArbitraries(RandomGenerator random) {
        this.random = random;
    }

    Update update() {
        var family = pick(AddressFamily.values());
        var routes =
                Stream.generate(() -> nlri(family)).limit(1 + random.nextInt(5)).toList();
        return random.nextInt(4) == 0
                ? Update.unreach(
                        family,
                        routes.stream().map(UpdateArbitraries::withdrawn).toList())
                : Update.reach(family, nextHop(family), attributes(), routes);
    }

    private static Nlri withdrawn(Nlri route) {
        return route instanceof PrefixNlri prefix ? prefix.withoutLabel() : route;
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private long number() {
        return random.nextInt() & 0xffff_ffffL;
    }

    private int mplsLabel() {
        return random.nextInt(1 << 20);
    }

    private IpAddress ipv4() {
        return IpAddress.ofIpv4(random.nextInt());
    }

    private IpAddress ipv6() {
        return new IpAddress(IpAddress.Family.IPV6, random.nextLong(), random.nextLong());
    }

    private IpAddress address() {
        return random.nextBoolean() ? ipv4() : ipv6();
    }

    private IpPrefix prefix(IpAddress address) {
        return IpPrefix.containing(address, random.nextInt(address.family().bits() + 1));
    }

    private BgpNextHop nextHop(AddressFamily family) {
        return switch (random.nextInt(3)) {
            case 0 -> BgpNextHop.of(ipv6());
            case 1 -> new BgpNextHop(ipv6(), ipv6());
            default -> BgpNextHop.of(family.addressBits() == 128 ? ipv6() : ipv4());
        };
    }

    PathAttributes attributes() {
        var all = new ArrayList<PathAttribute>(List.of(pick(Origin.values()), asPath()));
        List<Supplier<PathAttribute>> optional = List.of(
                () -> new MultiExitDiscriminator(number()),
                () -> new LocalPreference(number()),
                AtomicAggregate::new,
                () -> new Aggregator(number(), ipv4()),
                () -> new Communities(some(() -> new Community(random.nextInt()))),
                () -> new OriginatorId(ipv4()),
                () -> new ClusterList(some(this::ipv4)),
                () -> new ExtendedCommunities(some(() -> new ExtendedCommunity(random.nextLong()))),
                () -> new PmsiTunnel(random.nextInt(2), 6, random.nextInt(1 << 24), Octets.of(ipv4().toBytes())),
                () -> new LargeCommunities(some(() -> new LargeCommunity(number(), number(), number()))),
                () -> new EdgeDiscovery(some(() -> new EdgeDiscovery.Edge(ipv4(), 16, 16 + random.nextInt(1000)))),
                () -> new EdgeForwarding(some(() -> new EdgeForwarding.Edge(ipv4(), mplsLabel(), ipv4(), mplsLabel()))),
                () -> new OriginVnPath(some(() -> new ExtendedCommunity(random.nextLong()))),
                () -> new Unknown(200 + random.nextInt(40), octets()));
        optional.stream().filter(_ -> random.nextInt(3) == 0).forEach(maker -> all.add(maker.get()));
        return PathAttributes.of(all);
    }

    /** Up to 70, so that some attributes are longer than 255 octets. */
    private <T> List<T> some(Supplier<T> maker) {
        return Stream.generate(maker)
                .limit(1 + random.nextInt(random.nextInt(10) == 0 ? 70 : 4))
                .toList();
    }

    private Octets octets() {
        var octets = new byte[random.nextInt(300)];
        random.nextBytes(octets);
        return Octets.of(octets);
    }

    private AsPath asPath() {
        return new AsPath(IntStream.range(0, random.nextInt(4))
                .mapToObj(_ -> new AsSegment(pick(AsSegment.Kind.values()), some(this::number)))
                .toList());
    }

    private Nlri nlri(AddressFamily family) {
        return switch (family) {
            case INET, INET6, INET_LABELED, INET_VPN, INET6_VPN -> {
                var prefix = prefix(family.addressBits() == 32 ? ipv4() : ipv6());
                long distinguisher = family.isVpn() ? random.nextLong() : 0;
                int label = family.isLabeled() ? mplsLabel() : PrefixNlri.NO_LABEL;
                var address = prefix.address();
                yield new PrefixNlri(family, 0, distinguisher, address.high(), address.low(), prefix.length(), label);
            }
            case EVPN -> evpn();
            case ROUTE_TARGET -> {
                int length = random.nextInt(5) == 0 ? 0 : 32 + random.nextInt(65);
                long target = length <= 32 ? 0 : random.nextLong() & -1L << 96 - length;
                yield new RouteTargetNlri(0, length == 0 ? 0 : number(), target, length);
            }
            case ERM_VPN ->
                new ErmVpnNlri(0, pick(ErmVpnNlri.Type.values()), random.nextLong(), ipv4(), ipv4(), ipv4());
        };
    }

    private EvpnNlri evpn() {
        long rd = random.nextLong();
        var segment = new EthernetSegment(random.nextInt(256), random.nextLong(), random.nextInt(256));
        long tag = number();
        int label = random.nextInt(1 << 24);
        return switch (random.nextInt(5)) {
            case 0 -> new EvpnNlri.EthernetAutoDiscovery(0, rd, segment, tag, label);
            case 1 ->
                new EvpnNlri.MacIp(
                        0,
                        rd,
                        segment,
                        tag,
                        new MacAddress(random.nextLong() >>> 16),
                        random.nextBoolean() ? null : address(),
                        label,
                        random.nextBoolean() ? PrefixNlri.NO_LABEL : label);
            case 2 -> new EvpnNlri.InclusiveMulticast(0, rd, tag, address());
            case 3 -> new EvpnNlri.EthernetSegmentRoute(0, rd, segment, address());
            default -> {
                boolean four = random.nextBoolean();
                yield new EvpnNlri.IpPrefixRoute(
                        0, rd, segment, tag, prefix(four ? ipv4() : ipv6()), four ? ipv4() : ipv6(), label);
            }
        };
    }
}

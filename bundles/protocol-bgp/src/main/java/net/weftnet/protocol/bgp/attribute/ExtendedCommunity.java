package net.weftnet.protocol.bgp.attribute;

import java.util.Optional;
import net.weftnet.common.net.MacAddress;
import net.weftnet.common.net.RouteTarget;

/**
 * An extended community (RFC 4360): eight octets, of which the first two are type and sub-type.
 *
 * @param octets in network order
 */
public record ExtendedCommunity(long octets) {
    private static final int ROUTE_TARGET = 0x02;
    private static final int ENCAPSULATION = 0x030c;
    private static final int DEFAULT_GATEWAY = 0x030d;
    private static final int LOAD_BALANCE = 0x03aa;
    private static final int MAC_MOBILITY = 0x0600;
    private static final int ESI_LABEL = 0x0601;
    private static final int ES_IMPORT = 0x0602;
    private static final int ROUTER_MAC = 0x0603;
    /** Experimental types with an AS number of two and of four octets. */
    private static final int EXPERIMENTAL_AS2 = 0x80;

    private static final int EXPERIMENTAL_AS4 = 0x82;
    private static final int SECURITY_GROUP = 0x04;
    private static final int ORIGIN_VN = 0x71;
    private static final int TAG = 0x84;

    private static final int TRANSITIVE = 0x40;

    /**
     * Parses {@code target:…}, {@code soo:AS:NUMBER}, {@code security-group:AS:NUMBER}, {@code origin-vn:AS:NUMBER},
     * {@code tag:AS:NUMBER}, {@code encapsulation:NUMBER}, {@code default-gateway}, or sixteen hexadecimal digits after
     * {@code 0x}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static ExtendedCommunity parse(String text) {
        var parts = text.split(":", -1);
        try {
            return switch (parts[0]) {
                case "target" -> of(RouteTarget.parse(text));
                // RFC 4360 section 5: site of origin is like a route target, with the next sub-type.
                case "soo" ->
                    new ExtendedCommunity(RouteTarget.parse("target" + text.substring(parts[0].length()))
                                    .octets()
                            | 1L << 48);
                case "security-group" -> securityGroup(Long.parseLong(parts[1]), Long.parseLong(parts[2]));
                case "origin-vn" -> originVn(Long.parseLong(parts[1]), Long.parseLong(parts[2]));
                case "tag" -> tag(Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
                case "encapsulation" -> encapsulation(Integer.parseInt(parts[1]));
                case "default-gateway" -> defaultGateway();
                default -> ofHex(text);
            };
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IllegalArgumentException("Not an extended community: '" + text + "'", e);
        }
    }

    private static ExtendedCommunity ofHex(String text) {
        if (!text.matches("0x[0-9a-fA-F]{16}")) {
            throw new IllegalArgumentException("Not an extended community: '" + text + "'");
        }
        return new ExtendedCommunity(Long.parseUnsignedLong(text.substring(2), 16));
    }

    public static ExtendedCommunity of(RouteTarget target) {
        return new ExtendedCommunity(target.octets());
    }

    /** RFC 9012 section 4.1: a tunnel that is accepted. */
    public static ExtendedCommunity encapsulation(int tunnelType) {
        return new ExtendedCommunity((long) ENCAPSULATION << 48 | tunnelType & 0xffff);
    }

    /** RFC 7432 section 7.8. */
    public static ExtendedCommunity defaultGateway() {
        return new ExtendedCommunity((long) DEFAULT_GATEWAY << 48);
    }

    /** RFC 7432 section 7.7: how often the address has moved, 32 bits. */
    public static ExtendedCommunity macMobility(boolean sticky, long sequence) {
        return new ExtendedCommunity((long) MAC_MOBILITY << 48 | (sticky ? 1L : 0L) << 40 | sequence & 0xffff_ffffL);
    }

    /** RFC 7432 section 7.5: the label that tells frames of a segment; 24 bits as on the wire. */
    public static ExtendedCommunity esiLabel(boolean singleActive, int label) {
        return new ExtendedCommunity((long) ESI_LABEL << 48 | (singleActive ? 1L : 0L) << 40 | label & 0xff_ffff);
    }

    /** RFC 7432 section 7.6. */
    public static ExtendedCommunity esImport(MacAddress segment) {
        return new ExtendedCommunity((long) ES_IMPORT << 48 | segment.bits());
    }

    /** RFC 9135 section 8.1: where routed frames are sent to. */
    public static ExtendedCommunity routerMac(MacAddress router) {
        return new ExtendedCommunity((long) ROUTER_MAC << 48 | router.bits());
    }

    /** Contrail: a security group of the destination; an AS of four octets leaves it 16 bits. */
    public static ExtendedCommunity securityGroup(long as, long id) {
        return experimental(SECURITY_GROUP, as, id);
    }

    /** Contrail: the virtual network that a route comes from; an AS of four octets leaves its index 16 bits. */
    public static ExtendedCommunity originVn(long as, long index) {
        return experimental(ORIGIN_VN, as, index);
    }

    /** Contrail: a tag of the destination. */
    public static ExtendedCommunity tag(int as, long id) {
        return experimental(TAG, as, id);
    }

    /**
     * Contrail: what a flow's path among equals is chosen by.
     *
     * @param fields bits from the highest: source and destination address, protocol, source and destination port
     * @param sourceBias whether a path on the source's node is preferred
     */
    public static ExtendedCommunity loadBalance(int fields, boolean sourceBias) {
        return new ExtendedCommunity(
                (long) LOAD_BALANCE << 48 | (long) (fields & 0xff) << 40 | (sourceBias ? 0x80L : 0L) << 16);
    }

    private static ExtendedCommunity experimental(int subType, long as, long id) {
        boolean four = as > 0xffff;
        if (as >>> 32 != 0 || id >>> (four ? 16 : 32) != 0) {
            throw new IllegalArgumentException("Extended community of AS " + as + " has no room for " + id);
        }
        long type = four ? EXPERIMENTAL_AS4 : EXPERIMENTAL_AS2;
        return new ExtendedCommunity(type << 56 | (long) subType << 48 | as << (four ? 16 : 32) | id);
    }

    public int type() {
        return (int) (octets >>> 56);
    }

    public int subType() {
        return (int) (octets >>> 48) & 0xff;
    }

    private int typeAndSubType() {
        return (int) (octets >>> 48);
    }

    /** {@return whether it is passed on to other ASes} */
    public boolean isTransitive() {
        return (type() & TRANSITIVE) == 0;
    }

    /** {@return the route target, if it is one} */
    public Optional<RouteTarget> routeTarget() {
        return isRouteTarget() ? Optional.of(new RouteTarget(octets)) : Optional.empty();
    }

    public boolean isRouteTarget() {
        return type() <= 2 && subType() == ROUTE_TARGET;
    }

    public boolean isEncapsulation() {
        return typeAndSubType() == ENCAPSULATION;
    }

    /** {@return the tunnel type of an encapsulation community} */
    public int tunnelType() {
        return (int) octets & 0xffff;
    }

    public boolean isMacMobility() {
        return typeAndSubType() == MAC_MOBILITY;
    }

    /** {@return whether a MAC mobility community forbids moves} */
    public boolean isSticky() {
        return isMacMobility() && (octets >>> 40 & 1) != 0;
    }

    /** {@return the sequence number of a MAC mobility community} */
    public long mobilitySequence() {
        return octets & 0xffff_ffffL;
    }

    public boolean isDefaultGateway() {
        return typeAndSubType() == DEFAULT_GATEWAY;
    }

    public boolean isEsiLabel() {
        return typeAndSubType() == ESI_LABEL;
    }

    public boolean isEsImport() {
        return typeAndSubType() == ES_IMPORT;
    }

    public boolean isRouterMac() {
        return typeAndSubType() == ROUTER_MAC;
    }

    /** {@return the address of a router MAC or ES import community} */
    public MacAddress mac() {
        return new MacAddress(octets & 0xffff_ffff_ffffL);
    }

    public boolean isSecurityGroup() {
        return isExperimental(SECURITY_GROUP);
    }

    public boolean isOriginVn() {
        return isExperimental(ORIGIN_VN);
    }

    public boolean isTag() {
        return type() == EXPERIMENTAL_AS2 && subType() == TAG;
    }

    public boolean isLoadBalance() {
        return typeAndSubType() == LOAD_BALANCE;
    }

    private boolean isExperimental(int subType) {
        return (type() == EXPERIMENTAL_AS2 || type() == EXPERIMENTAL_AS4) && subType() == subType;
    }

    /** {@return the number in a security group, origin VN or tag community} */
    public long number() {
        return octets & (type() == EXPERIMENTAL_AS4 ? 0xffffL : 0xffff_ffffL);
    }

    /** {@return the AS in a security group, origin VN or tag community} */
    public long as() {
        return type() == EXPERIMENTAL_AS4 ? octets >>> 16 & 0xffff_ffffL : octets >>> 32 & 0xffff;
    }

    @Override
    public String toString() {
        if (isRouteTarget()) {
            return new RouteTarget(octets).toString();
        }
        if (isSecurityGroup() || isOriginVn() || isTag()) {
            var name = isTag() ? "tag" : isOriginVn() ? "origin-vn" : "security-group";
            return name + ":" + as() + ":" + number();
        }
        return switch (typeAndSubType()) {
            case ENCAPSULATION -> "encapsulation:" + tunnelType();
            case DEFAULT_GATEWAY -> "default-gateway";
            case MAC_MOBILITY -> "mac-mobility:" + (isSticky() ? "sticky:" : "") + mobilitySequence();
            case ESI_LABEL -> "esi-label:" + (octets & 0xff_ffff);
            case ES_IMPORT -> "es-import:" + mac();
            case ROUTER_MAC -> "router-mac:" + mac();
            default -> "0x%016x".formatted(octets);
        };
    }
}

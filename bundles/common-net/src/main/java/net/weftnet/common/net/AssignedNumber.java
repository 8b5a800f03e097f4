package net.weftnet.common.net;

/**
 * The six octets shared by route distinguishers (RFC 4364 section 4.2) and route targets (RFC 4360 section 3): an
 * administrator (AS number or IPv4 address) and a number it assigned, in one of three layouts.
 */
final class AssignedNumber {
    static final int AS2 = 0;
    static final int IPV4 = 1;
    static final int AS4 = 2;

    private AssignedNumber() {}

    /** {@return type in bits 48–63, value in bits 0–47} */
    static long parse(String what, String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            throw invalid(what, text);
        }
        var administrator = text.substring(0, colon);
        long number = digits(what, text, text.substring(colon + 1), 0xffff_ffffL);
        if (administrator.indexOf('.') >= 0) {
            long address = IpAddress.parse(administrator).low();
            return of(what, text, IPV4, address, number);
        }
        // A trailing L asks for the four-octet form of a small AS number.
        boolean as4 = administrator.endsWith("L");
        var as = as4 ? administrator.substring(0, administrator.length() - 1) : administrator;
        long asNumber = digits(what, text, as, 0xffff_ffffL);
        return of(what, text, as4 || asNumber > 0xffff ? AS4 : AS2, asNumber, number);
    }

    private static long of(String what, String text, int type, long administrator, long number) {
        if (type == AS2) {
            return (long) type << 48 | administrator << 32 | number;
        }
        if (number > 0xffff) {
            throw new IllegalArgumentException("Not a " + what + ": '" + text + "': the number after the colon is over"
                    + " 65535, and this administrator leaves it two octets");
        }
        return (long) type << 48 | administrator << 16 | number;
    }

    private static long digits(String what, String text, String part, long max) {
        if (!part.matches("[0-9]{1,10}") || Long.parseLong(part) > max) {
            throw invalid(what, text);
        }
        return Long.parseLong(part);
    }

    private static IllegalArgumentException invalid(String what, String text) {
        return new IllegalArgumentException("Not a " + what + " (AS:number or address:number): '" + text + "'");
    }

    static String format(int type, long value) {
        return switch (type) {
            case AS2 -> (value >>> 32 & 0xffff) + ":" + (value & 0xffff_ffffL);
            case IPV4 -> IpAddress.ofIpv4((int) (value >>> 16)) + ":" + (value & 0xffff);
            default -> {
                long as = value >>> 16 & 0xffff_ffffL;
                yield as + (as > 0xffff ? "" : "L") + ":" + (value & 0xffff);
            }
        };
    }
}

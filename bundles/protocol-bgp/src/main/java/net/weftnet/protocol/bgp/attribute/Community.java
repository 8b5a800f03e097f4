package net.weftnet.protocol.bgp.attribute;

/** A community (RFC 1997): four octets, by custom an AS number and a value. */
public record Community(int octets) {
    public static final Community NO_EXPORT = new Community(0xffff_ff01);
    public static final Community NO_ADVERTISE = new Community(0xffff_ff02);
    public static final Community NO_EXPORT_SUBCONFED = new Community(0xffff_ff03);
    /** RFC 9494: the route is stale for long. */
    public static final Community LLGR_STALE = new Community(0xffff_0006);
    /** RFC 9494: the route is not to be kept when it is stale. */
    public static final Community NO_LLGR = new Community(0xffff_0007);
    /** Contrail: service chains do not bring the route into the other network. */
    public static final Community NO_REORIGINATE = new Community(0xffff_f001);

    /**
     * Parses {@code AS:value}, or the name of a well-known community.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Community parse(String text) {
        return switch (text) {
            case "no-export" -> NO_EXPORT;
            case "no-advertise" -> NO_ADVERTISE;
            case "no-export-subconfed" -> NO_EXPORT_SUBCONFED;
            case "llgr-stale" -> LLGR_STALE;
            case "no-llgr" -> NO_LLGR;
            case "no-reoriginate" -> NO_REORIGINATE;
            default -> parseNumbers(text);
        };
    }

    private static Community parseNumbers(String text) {
        if (!text.matches("[0-9]{1,5}:[0-9]{1,5}")) {
            throw new IllegalArgumentException("Not a community (AS:value): '" + text + "'");
        }
        int colon = text.indexOf(':');
        int as = Integer.parseInt(text.substring(0, colon));
        int value = Integer.parseInt(text.substring(colon + 1));
        if (as > 0xffff || value > 0xffff) {
            throw new IllegalArgumentException("Not a community, a number is over 65535: '" + text + "'");
        }
        return new Community(as << 16 | value);
    }

    @Override
    public String toString() {
        return switch (octets) {
            case 0xffff_ff01 -> "no-export";
            case 0xffff_ff02 -> "no-advertise";
            case 0xffff_ff03 -> "no-export-subconfed";
            case 0xffff_0006 -> "llgr-stale";
            case 0xffff_0007 -> "no-llgr";
            case 0xffff_f001 -> "no-reoriginate";
            default -> (octets >>> 16) + ":" + (octets & 0xffff);
        };
    }
}

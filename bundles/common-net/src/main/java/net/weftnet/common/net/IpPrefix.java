package net.weftnet.common.net;

import net.weftnet.common.net.IpAddress.Family;

/**
 * An IP prefix: an address whose bits after {@code length} are zero.
 *
 * @param address the first address of the prefix
 * @param length the number of leading bits that count, 0 to 32 or 128
 */
public record IpPrefix(IpAddress address, int length) implements Comparable<IpPrefix> {

    public IpPrefix {
        if (length < 0 || length > address.family().bits()) {
            throw new IllegalArgumentException("Prefix length " + length + " is not in 0.."
                    + address.family().bits());
        }
        if (!mask(address, length).equals(address)) {
            throw new IllegalArgumentException(address + "/" + length + " has bits after its length; did you mean "
                    + mask(address, length) + "/" + length + "?");
        }
    }

    /** {@return the prefix of this length that contains the address} */
    public static IpPrefix containing(IpAddress address, int length) {
        return new IpPrefix(mask(address, length), length);
    }

    /** {@return the prefix that holds just this address: /32 or /128} */
    public static IpPrefix host(IpAddress address) {
        return new IpPrefix(address, address.family().bits());
    }

    /**
     * Parses {@code address/length}.
     *
     * @throws IllegalArgumentException if the text is not a prefix or has bits after its length
     */
    public static IpPrefix parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("Not an IP prefix (address/length): '" + text + "'");
        }
        return new IpPrefix(IpAddress.parse(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    private static IpAddress mask(IpAddress address, int length) {
        if (address.family() == Family.IPV4) {
            long mask = length <= 0 ? 0 : 0xffff_ffffL << 32 - length & 0xffff_ffffL;
            return new IpAddress(Family.IPV4, 0, address.low() & mask);
        }
        long high = length <= 0 ? 0 : length >= 64 ? -1 : -1L << 64 - length;
        long low = length <= 64 ? 0 : length >= 128 ? -1 : -1L << 128 - length;
        return new IpAddress(Family.IPV6, address.high() & high, address.low() & low);
    }

    /** {@return whether the address lies in this prefix; an address of the other family does not} */
    public boolean contains(IpAddress other) {
        return other.family() == address.family() && mask(other, length).equals(address);
    }

    /** {@return whether this is one address} */
    public boolean isHost() {
        return length == address.family().bits();
    }

    /** {@return whether two prefixes have an address in common} */
    public boolean overlaps(IpPrefix other) {
        return length <= other.length ? contains(other.address) : other.contains(address);
    }

    /** {@return the last address: in IPv4 the broadcast address of a subnet} */
    public IpAddress last() {
        if (address.family() == Family.IPV4) {
            return new IpAddress(
                    Family.IPV4, 0, address.low() | (length == 0 ? 0xffff_ffffL : 0xffff_ffffL >>> length));
        }
        long high = length >= 64 ? 0 : length == 0 ? -1 : -1L >>> length;
        long low = length >= 128 ? 0 : length <= 64 ? -1 : -1L >>> length - 64;
        return new IpAddress(Family.IPV6, address.high() | high, address.low() | low);
    }

    @Override
    public int compareTo(IpPrefix other) {
        int byAddress = address.compareTo(other.address);
        return byAddress != 0 ? byAddress : Integer.compare(length, other.length);
    }

    @Override
    public String toString() {
        return address + "/" + length;
    }
}

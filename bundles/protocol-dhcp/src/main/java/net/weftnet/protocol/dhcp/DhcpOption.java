package net.weftnet.protocol.dhcp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;

/** The options (RFC 2132 and others) that have a name in configurations, and how their values are written there. */
public enum DhcpOption {
    SUBNET_MASK(1, Kind.ADDRESS),
    TIME_OFFSET(2, Kind.INT),
    ROUTERS(3, Kind.ADDRESSES),
    TIME_SERVERS(4, Kind.ADDRESSES),
    NAME_SERVERS(5, Kind.ADDRESSES),
    DOMAIN_NAME_SERVERS(6, Kind.ADDRESSES),
    LOG_SERVERS(7, Kind.ADDRESSES),
    HOST_NAME(12, Kind.TEXT),
    DOMAIN_NAME(15, Kind.TEXT),
    ROOT_PATH(17, Kind.TEXT),
    IP_FORWARDING(19, Kind.BYTE),
    DEFAULT_IP_TTL(23, Kind.BYTE),
    INTERFACE_MTU(26, Kind.SHORT),
    BROADCAST_ADDRESS(28, Kind.ADDRESS),
    STATIC_ROUTES(33, Kind.ADDRESSES),
    NIS_DOMAIN(40, Kind.TEXT),
    NIS_SERVERS(41, Kind.ADDRESSES),
    NTP_SERVERS(42, Kind.ADDRESSES),
    NETBIOS_NAME_SERVERS(44, Kind.ADDRESSES),
    REQUESTED_ADDRESS(50, Kind.ADDRESS),
    LEASE_TIME(51, Kind.INT),
    MESSAGE_TYPE(53, Kind.BYTE),
    SERVER_ID(54, Kind.ADDRESS),
    PARAMETER_REQUEST_LIST(55, Kind.BYTES),
    MESSAGE(56, Kind.TEXT),
    RENEWAL_TIME(58, Kind.INT),
    REBINDING_TIME(59, Kind.INT),
    CLASS_ID(60, Kind.TEXT),
    CLIENT_ID(61, Kind.BYTES),
    TFTP_SERVER_NAME(66, Kind.TEXT),
    BOOTFILE_NAME(67, Kind.TEXT),
    SMTP_SERVERS(69, Kind.ADDRESSES),
    DOMAIN_SEARCH(119, Kind.NAMES),
    CLASSLESS_STATIC_ROUTES(121, Kind.ROUTES),
    TFTP_SERVER_ADDRESSES(150, Kind.ADDRESSES);

    private static final int LONGEST_LABEL = 63;

    private final int code;
    private final Kind kind;

    DhcpOption(int code, Kind kind) {
        this.code = code;
        this.kind = kind;
    }

    /** What a value is. */
    private enum Kind {
        TEXT,
        BYTE,
        SHORT,
        INT,
        BYTES,
        ADDRESS,
        ADDRESSES,
        NAMES,
        ROUTES
    }

    /** A destination and the router that leads there. */
    public record Route(IpPrefix destination, IpAddress router) {}

    /** {@return the code on the wire} */
    public int code() {
        return code;
    }

    /** {@return the name in configurations: {@code domain-name-servers}} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@return the code of an option by its name or number, from 1 to 254} */
    public static Optional<Integer> codeOf(String name) {
        for (var option : values()) {
            if (option.toString().equalsIgnoreCase(name)) {
                return Optional.of(option.code);
            }
        }
        return name.matches("[0-9]{1,3}")
                ? Optional.of(Integer.parseInt(name)).filter(number -> number >= 1 && number <= 254)
                : Optional.empty();
    }

    /**
     * Reads a value as people write it; the parts of one that has several are separated by spaces. Values of options without
     * a name here are text.
     *
     * @throws IllegalArgumentException if it is no value of this option
     */
    public static Octets parseValue(int code, String text) {
        var kind = Arrays.stream(values())
                .filter(option -> option.code == code)
                .map(option -> option.kind)
                .findFirst()
                .orElse(Kind.TEXT);
        var words = List.of(text.strip().split("[\\s,]+"));
        return switch (kind) {
            case TEXT -> Octets.of(text.getBytes(StandardCharsets.UTF_8));
            case BYTE -> Octets.ofByte((int) number(text, 0xff));
            case SHORT ->
                Octets.of(ByteBuffer.allocate(2)
                        .putShort((short) number(text, 0xffff))
                        .array());
            case INT -> Octets.ofInt((int) number(text, 0xffff_ffffL));
            case BYTES -> parseBytes(text);
            case ADDRESS -> Octets.of(ipv4(text.strip()));
            case ADDRESSES ->
                words.stream()
                        .map(word -> Octets.of(ipv4(word)))
                        .reduce(Octets::plus)
                        .orElseThrow();
            case NAMES ->
                words.stream().map(DhcpOption::name).reduce(Octets::plus).orElseThrow();
            case ROUTES -> parseRoutes(words);
        };
    }

    /** {@return octets that are written as decimal numbers with spaces or commas between them} */
    public static Octets parseBytes(String text) {
        return List.of(text.strip().split("[\\s,]+")).stream()
                .map(word -> Octets.ofByte((int) number(word, 0xff)))
                .reduce(Octets::plus)
                .orElseThrow();
    }

    private static long number(String text, long most) {
        long value = Long.decode(text.strip());
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(text + " is not from 0 to " + most);
        }
        return value;
    }

    private static IpAddress ipv4(String text) {
        var address = IpAddress.parse(text);
        if (!address.isIpv4()) {
            throw new IllegalArgumentException(text + " is not an IPv4 address");
        }
        return address;
    }

    /** Pairs of prefix and router. */
    private static Octets parseRoutes(List<String> words) {
        if (words.size() % 2 != 0) {
            throw new IllegalArgumentException("A route is a prefix and a router");
        }
        var routes = new ArrayList<Route>();
        for (int i = 0; i < words.size(); i += 2) {
            routes.add(new Route(IpPrefix.parse(words.get(i)), ipv4(words.get(i + 1))));
        }
        return routes(routes);
    }

    /** {@return the value of option 121 (RFC 3442): of each destination no more octets than its length needs} */
    public static Octets routes(List<Route> routes) {
        var out = new ByteArrayOutputStream();
        for (var route : routes) {
            int length = route.destination().length();
            out.write(length);
            out.write(route.destination().address().toBytes(), 0, (length + 7) / 8);
            out.writeBytes(route.router().toBytes());
        }
        return Octets.of(out.toByteArray());
    }

    /** A name as in DNS (RFC 1035 section 3.1), without compression. */
    private static Octets name(String name) {
        var out = new ByteArrayOutputStream();
        for (var label : name.split("\\.")) {
            var octets = label.getBytes(StandardCharsets.US_ASCII);
            if (octets.length == 0 || octets.length > LONGEST_LABEL) {
                throw new IllegalArgumentException("Not a name: " + name);
            }
            out.write(octets.length);
            out.writeBytes(octets);
        }
        out.write(0);
        return Octets.of(out.toByteArray());
    }
}

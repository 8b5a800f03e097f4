package net.weftnet.protocol.dhcp;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.MacAddress;

/**
 * A message of DHCP (RFC 2131 section 2), of clients on Ethernet. The fields {@code sname} and {@code file} are not kept.
 *
 * @param isReply whether it goes to the client
 * @param transaction the client's number for the exchange
 * @param isBroadcast whether the client can be reached by broadcast only
 * @param client {@code ciaddr}: the address the client has and uses; 0.0.0.0 if none
 * @param yours {@code yiaddr}: the address the client is given; 0.0.0.0 if none
 * @param relay {@code giaddr}: who passed the message on; 0.0.0.0 if nobody
 * @param hardware {@code chaddr}
 * @param options by code, in order; the values of an option that is there several times are one (RFC 3396)
 */
public record DhcpMessage(
        boolean isReply,
        int transaction,
        boolean isBroadcast,
        IpAddress client,
        IpAddress yours,
        IpAddress relay,
        MacAddress hardware,
        Map<Integer, Octets> options) {

    /** No address. */
    public static final IpAddress NONE = IpAddress.ofIpv4(0);

    public DhcpMessage {
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    /** What a message is about: option 53. */
    public enum Type {
        DISCOVER,
        OFFER,
        REQUEST,
        DECLINE,
        ACK,
        NAK,
        RELEASE,
        INFORM;

        /** {@return the code on the wire} */
        public int code() {
            return ordinal() + 1;
        }
    }

    public Optional<Octets> option(int code) {
        return Optional.ofNullable(options.get(code));
    }

    /** {@return what it is about; empty for BOOTP and for types that are not known} */
    public Optional<Type> type() {
        return option(DhcpOption.MESSAGE_TYPE.code())
                .filter(value -> value.length() == 1 && value.get(0) >= 1 && value.get(0) <= Type.values().length)
                .map(value -> Type.values()[value.get(0) - 1]);
    }

    /** {@return the address in an option, if it has one} */
    public Optional<IpAddress> address(DhcpOption option) {
        return option(option.code())
                .filter(value -> value.length() == 4)
                .map(value -> IpAddress.ofBytes(value.toBytes()));
    }
}

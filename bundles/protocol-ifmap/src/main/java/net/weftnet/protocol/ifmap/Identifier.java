package net.weftnet.protocol.ifmap;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What metadata is about: one of the five kinds of IF-MAP 2.0 section 3.2. Values are kept in the canonical form the
 * standard asks for, so that equal identifiers are equal records. An administrative domain is empty when there is none.
 */
public sealed interface Identifier {

    /** {@return the name of the element it is written as, which is its kind} */
    default String elementName() {
        return switch (this) {
            case AccessRequest _ -> "access-request";
            case Device _ -> "device";
            case Identity _ -> "identity";
            case IpAddress _ -> "ip-address";
            case MacAddress _ -> "mac-address";
        };
    }

    /** An access request. */
    record AccessRequest(String name, String administrativeDomain) implements Identifier {
        public AccessRequest {
            requireName("access-request", name);
        }
    }

    /**
     * A device.
     *
     * @param byAik whether its name is that of an attestation identity key
     */
    record Device(String name, boolean byAik) implements Identifier {
        public Device {
            requireName("device", name);
        }

        /** A device with a name of its own. */
        public Device(String name) {
            this(name, false);
        }
    }

    /**
     * An identity.
     *
     * @param otherTypeDefinition who defines the type if it is {@link IdentityType#OTHER}, else empty; {@code extended}
     *     marks an extended identifier (IF-MAP 2.1: escaped XML as its name; Contrail: a plain name)
     */
    record Identity(String name, IdentityType type, String otherTypeDefinition, String administrativeDomain)
            implements Identifier {
        public Identity {
            requireName("identity", name);
            if ((type == IdentityType.OTHER) == otherTypeDefinition.isEmpty()) {
                throw new IllegalArgumentException("identity " + name + " of type " + type.wireName()
                        + (otherTypeDefinition.isEmpty() ? " lacks" : " has") + " an other-type-definition");
            }
        }
    }

    /** An IPv4 or IPv6 address, IPv6 in lower case without leading zeros or {@code ::}. */
    record IpAddress(String value, String administrativeDomain) implements Identifier {
        /** The JDK also takes fewer than four parts. */
        private static final Pattern IPV4 = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");

        public IpAddress {
            value = canonicalAddress(value);
        }

        /** {@return whether it is an IPv6 address} */
        public boolean isIpv6() {
            return value.indexOf(':') >= 0;
        }

        private static String canonicalAddress(String value) {
            if (IPV4.matcher(value).matches()) {
                return Inet4Address.ofLiteral(value).getHostAddress();
            }
            if (value.indexOf(':') >= 0
                    && value.indexOf('%') < 0
                    && Inet6Address.ofLiteral(value) instanceof Inet6Address address) {
                return address.getHostAddress();
            }
            throw new IllegalArgumentException("Not an IP address: " + value);
        }
    }

    /** A MAC address, six octets in lower case with colons. */
    record MacAddress(String value, String administrativeDomain) implements Identifier {
        private static final Pattern FORM = Pattern.compile("([0-9a-f]{2}:){5}[0-9a-f]{2}");

        public MacAddress {
            value = value.toLowerCase(Locale.ROOT);
            if (!FORM.matcher(value).matches()) {
                throw new IllegalArgumentException("Not a MAC address: " + value);
            }
        }
    }

    private static void requireName(String kind, String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException(kind + " without a name");
        }
    }
}

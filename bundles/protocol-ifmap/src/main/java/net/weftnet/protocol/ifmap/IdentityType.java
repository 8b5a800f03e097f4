package net.weftnet.protocol.ifmap;

import java.util.Locale;
import java.util.Optional;

/** The types of an identity identifier (IF-MAP 2.0 section 3.2.3). */
public enum IdentityType {
    AIK_NAME,
    DISTINGUISHED_NAME,
    DNS_NAME,
    EMAIL_ADDRESS,
    HIP_HIT,
    KERBEROS_PRINCIPAL,
    TRUSTED_PLATFORM_MODULE,
    USERNAME,
    SIP_URI,
    TEL_URI,
    OTHER;

    private final String wireName = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** {@return the value of the {@code type} attribute} */
    public String wireName() {
        return wireName;
    }

    static Optional<IdentityType> ofWireName(String wireName) {
        for (var type : values()) {
            if (type.wireName.equals(wireName)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}

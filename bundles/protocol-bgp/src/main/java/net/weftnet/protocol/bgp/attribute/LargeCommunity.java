package net.weftnet.protocol.bgp.attribute;

/** A large community (RFC 8092): three numbers of 32 bits. */
public record LargeCommunity(long administrator, long data1, long data2) {
    public LargeCommunity {
        if ((administrator | data1 | data2) >>> 32 != 0) {
            throw new IllegalArgumentException(
                    "Large community with more than 32 bits: " + administrator + ":" + data1 + ":" + data2);
        }
    }

    @Override
    public String toString() {
        return administrator + ":" + data1 + ":" + data2;
    }
}

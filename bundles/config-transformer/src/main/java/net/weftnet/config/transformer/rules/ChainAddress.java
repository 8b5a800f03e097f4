package net.weftnet.config.transformer.rules;

import java.util.Optional;
import net.weftnet.common.net.IpAddress;
import net.weftnet.config.transformer.engine.Scope;

/**
 * The addresses of a transparent service, which nothing but the control plane sees: from the plan service-chain-flat-ipam,
 * counted down as OpenContrail does.
 *
 * @param ipv4 in 0.0.0.0/8
 * @param ipv6 in ::/104
 */
record ChainAddress(String ipv4, String ipv6) {
    private static final long FIRST = 0x00ff_fffc;

    /** {@return the addresses of a service of a chain, if they were given out} */
    static Optional<ChainAddress> of(Chain chain, String service, Scope scope) {
        return Numbers.of(ActiveChains.address(chain, service), scope).map(number -> {
            long address = FIRST - number;
            var ipv4 = "0." + (address >> 16 & 0xff) + '.' + (address >> 8 & 0xff) + '.' + (address & 0xff);
            var ipv6 = "::" + Long.toHexString(address >> 16) + ':' + Long.toHexString(address & 0xffff);
            return new ChainAddress(ipv4, IpAddress.parse(ipv6).toString());
        });
    }
}

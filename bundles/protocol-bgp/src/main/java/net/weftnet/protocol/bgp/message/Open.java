package net.weftnet.protocol.bgp.message;

import java.util.List;
import java.util.Optional;
import net.weftnet.common.net.IpAddress;
import net.weftnet.protocol.bgp.capability.Capability;

/**
 * OPEN.
 *
 * @param as the speaker's AS number; one of more than 16 bits needs the capability {@link Capability.FourOctetAs} too
 * @param holdSeconds 0, or 3 to 65535
 * @param identifier an IPv4 address that is the speaker's alone
 */
public record Open(long as, int holdSeconds, IpAddress identifier, List<Capability> capabilities)
        implements BgpMessage {

    public Open {
        capabilities = List.copyOf(capabilities);
    }

    @Override
    public int type() {
        return 1;
    }

    /** {@return the first capability of a type} */
    public <C extends Capability> Optional<C> capability(Class<C> type) {
        return capabilities.stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}

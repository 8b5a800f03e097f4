package net.weftnet.compute.forwarding.api;

import java.util.List;
import net.weftnet.common.net.IpAddress;

/**
 * The addresses that a workload has beside its own. What is sent to one of them goes to the fixed address that it stands
 * for; what the workload sends from that address comes from the floating one, if the VRF of the floating address has a
 * longer route to the destination than the port's. Its interface needs a policy, as translation is a matter of flows; and
 * routes and labels lead there by a {@link NextHop.Floating}.
 *
 * @param ifIndex the interface of the workload
 * @param addresses at most {@link #MOST_ADDRESSES}
 */
public record FloatingEntry(int ifIndex, List<Address> addresses) implements TableEntry {
    /** How many such addresses a workload can have. */
    public static final int MOST_ADDRESSES = 8;

    /**
     * One of them.
     *
     * @param fixed an address that the workload has itself
     * @param outside the address that others know it by; the same one for an alias, which is not translated
     * @param vrf where the other address lives
     * @param policy what flows of it are judged by; never 0
     */
    public record Address(IpAddress fixed, IpAddress outside, int vrf, int policy) {
        public Address {
            if (fixed.family() != outside.family()) {
                throw new IllegalArgumentException(outside + " cannot stand for " + fixed);
            }
            if (policy <= 0) {
                throw new IllegalArgumentException(outside + " has policy " + policy);
            }
            Vrf.check(vrf);
        }
    }

    public FloatingEntry {
        addresses = List.copyOf(addresses);
        if (ifIndex <= 0 || addresses.size() > MOST_ADDRESSES) {
            throw new IllegalArgumentException("Interface " + ifIndex + " with floating addresses " + addresses);
        }
    }

    @Override
    public TableKey.FloatingKey key() {
        return new TableKey.FloatingKey(ifIndex);
    }
}

package net.weftnet.protocol.bgp.message;

import java.util.Optional;
import net.weftnet.protocol.bgp.AddressFamily;

/**
 * ROUTE-REFRESH (RFC 2918, RFC 7313).
 *
 * @param afi of a family that we may not speak
 * @param subtype {@link #REQUEST}, {@link #BEGIN}, {@link #END}; others are to be ignored
 */
public record RouteRefresh(int afi, int subtype, int safi) implements BgpMessage {
    /** Send all routes of the family again. */
    public static final int REQUEST = 0;
    /** All routes of the family follow. */
    public static final int BEGIN = 1;
    /** All routes of the family have been sent. */
    public static final int END = 2;

    public static RouteRefresh of(AddressFamily family, int subtype) {
        return new RouteRefresh(family.afi(), subtype, family.safi());
    }

    @Override
    public int type() {
        return 5;
    }

    /** {@return the family, or empty for one we do not speak} */
    public Optional<AddressFamily> family() {
        return AddressFamily.of(afi, safi);
    }
}

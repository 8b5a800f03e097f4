package net.weftnet.protocol.bgp.attribute;

import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.BgpError;
import org.jspecify.annotations.Nullable;

/**
 * Something malformed in an UPDATE, and what was done about it.
 *
 * @param family the one to disable; null with other actions
 * @param error what would have been in the NOTIFICATION before RFC 7606
 * @param detail one line for the operator
 */
public record UpdateFault(FaultAction action, @Nullable AddressFamily family, BgpError error, String detail) {

    /** {@return a fault that concerns no family more than others} */
    public static UpdateFault of(FaultAction action, BgpError error, String detail) {
        return new UpdateFault(action, null, error, detail);
    }
}

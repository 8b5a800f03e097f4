package net.weftnet.protocol.bgp.attribute;

import net.weftnet.protocol.bgp.BgpError;

/** What was wrong with an attribute, thrown by those who read one; the caller decides what to do about it. */
final class AttributeFault extends Exception {
    private static final long serialVersionUID = 1;

    private final BgpError error;
    private final String detail;

    AttributeFault(BgpError error, String detail) {
        // Peers can cause these at will: no stack traces.
        super(detail, null, false, false);
        this.error = error;
        this.detail = detail;
    }

    BgpError error() {
        return error;
    }

    String detail() {
        return detail;
    }
}

package net.weftnet.protocol.bgp;

/** What a peer sent ends its session: the NOTIFICATION to answer with. */
public final class BgpException extends Exception {
    private static final long serialVersionUID = 1;

    private final BgpError error;
    private final String detail;
    private final transient Octets data;

    public BgpException(BgpError error, String detail) {
        this(error, detail, Octets.EMPTY);
    }

    /**
     * @param detail one line for the operator
     * @param data for the peer, in the NOTIFICATION
     */
    public BgpException(BgpError error, String detail, Octets data) {
        // Peers can cause these at will, and where in the codec they came from does not matter.
        super(detail, null, false, false);
        this.error = error;
        this.detail = detail;
        this.data = data;
    }

    public BgpError error() {
        return error;
    }

    /** {@return one line for the operator} */
    public String detail() {
        return detail;
    }

    public Octets data() {
        return data;
    }
}

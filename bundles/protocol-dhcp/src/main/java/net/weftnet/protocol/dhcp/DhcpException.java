package net.weftnet.protocol.dhcp;

/** Octets that are no DHCP message. */
public final class DhcpException extends Exception {
    private static final long serialVersionUID = 1L;

    public DhcpException(String message) {
        super(message);
    }
}

package net.weftnet.control.netconf.api;

import java.util.List;
import java.util.Optional;

/** Service: the gateway routers that this node configures. */
public interface GatewayManager {

    /** {@return the gateways, by name} */
    List<GatewayView> gateways();

    /**
     * {@return what a gateway is to have, as XML; empty if there is no such gateway}
     *
     * @param gateway the last part of its name
     */
    Optional<String> wanted(String gateway);

    /**
     * Looks at a gateway now, and mends what differs. Returns at once; {@link #gateways} tells what came of it.
     *
     * @return whether there is such a gateway
     */
    boolean check(String gateway);

    /**
     * Forgets the host key of a gateway, whose next one is trusted again.
     *
     * @return whether there is such a gateway
     */
    boolean forgetHostKey(String gateway);

    /** {@return the public key by which this node logs in to gateways, as a line of an authorized_keys file} */
    String publicKey();
}

package net.weftnet.control.rib.api;

import io.netty.buffer.ByteBuf;
import net.weftnet.protocol.bgp.AddressFamily;

/** Takes what a router is told. Called on the owner thread of the RIB; must not block. */
public interface RouterSink {

    /**
     * Sends whole messages, of which the sink becomes the owner. Other routers may be sent the same octets: they must not
     * be changed.
     *
     * @return whether more may follow now. If not, changes gather, one for each route, until {@link RibPeer#resume}
     */
    boolean send(ByteBuf messages);

    /** The peer has brought in more routes of a family than {@link RouterSession#maximumRoutes}. Told once a session. */
    void tooManyRoutes(AddressFamily family);
}

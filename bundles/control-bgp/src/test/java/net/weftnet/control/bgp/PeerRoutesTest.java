package net.weftnet.control.bgp;

import static net.weftnet.control.bgp.Sessions.router;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.weftnet.common.net.IpAddress;
import net.weftnet.control.rib.api.RibRouter;
import net.weftnet.control.rib.api.RouterSession;
import net.weftnet.control.rib.api.RouterSink;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.SessionOptions;
import net.weftnet.protocol.bgp.capability.Capability.GracefulRestart;
import net.weftnet.protocol.bgp.capability.Capability.LongLivedGracefulRestart;
import net.weftnet.protocol.bgp.capability.Capability.LongLivedGracefulRestart.StaleTime;
import net.weftnet.protocol.bgp.message.Open;
import net.weftnet.protocol.bgp.message.Update;
import net.weftnet.protocol.bgp.session.Agreement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the RIB is told to give up routes of a peer that is lost, on a clock that the test moves. */
class PeerRoutesTest {
    private static final int RESTART = 10;
    private static final int LONG = 100;
    private static final int LONGER = 300;
    private static final Set<AddressFamily> FAMILIES = Set.of(AddressFamily.INET_VPN, AddressFamily.EVPN);
    private static final String INET_SWEPT = "sweep " + Set.of(AddressFamily.INET_VPN);
    private static final String EVPN_SWEPT = "sweep " + Set.of(AddressFamily.EVPN);

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<String> told = new ArrayList<>();
    private final PeerRoutes routes;

    PeerRoutesTest() {
        channel.freezeTime();
        var self = router("one", 64512, "192.0.2.1", 179, Sessions.with("two"));
        var peer = router("two", 64512, "192.0.2.2", 179);
        var config = PeerConfig.of(self, self.peerings().getFirst(), peer, "one");
        routes = new PeerRoutes(config, channel.eventLoop(), new Router(), () -> {});
    }

    @AfterEach
    void close() {
        channel.close();
    }

    private final class Router implements RibRouter {
        @Override
        public void connect(RouterSession session, RouterSink sink) {}

        @Override
        public void update(Update update, Runnable taken) {
            taken.run();
        }

        @Override
        public void keepForLong(Set<AddressFamily> families) {
            told.add("keep");
        }

        @Override
        public void sweepStale(Set<AddressFamily> families) {
            told.add("sweep " + families);
        }

        @Override
        public void refresh(AddressFamily family) {}

        @Override
        public void disconnect() {}

        @Override
        public void resume() {}

        @Override
        public void remove() {}
    }

    /** The peer keeps forwarding, and asks for routes to be kept for long: those of one family longer than others. */
    private void up() {
        var open = new Open(
                64512,
                90,
                IpAddress.parse("192.0.2.2"),
                List.of(
                        new GracefulRestart(
                                false, true, RESTART, Map.of(AddressFamily.INET_VPN, true, AddressFamily.EVPN, true)),
                        new LongLivedGracefulRestart(Map.of(
                                AddressFamily.INET_VPN,
                                new StaleTime(true, LONG),
                                AddressFamily.EVPN,
                                new StaleTime(true, LONGER)))));
        var options = new SessionOptions(true, true, false, FAMILIES, Set.of(), Set.of());
        routes.up(new Agreement(open, options, 90, true, false, true, true), channel, _ -> {});
        told.clear();
    }

    private void lose() {
        routes.down(true);
        pass(RESTART);
        assertEquals("keep", told.getFirst());
        told.removeIf(what -> !what.equals(INET_SWEPT) && !what.equals(EVPN_SWEPT));
    }

    private void pass(int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void eachFamilyIsSweptAtTheEndOfItsTime() {
        up();
        lose();
        pass(LONG - 1);
        assertEquals(List.of(), told);
        pass(1);
        assertEquals(List.of(INET_SWEPT), told);
        pass(LONGER - LONG - 1);
        assertEquals(List.of(INET_SWEPT), told);
        pass(1);
        assertEquals(List.of(INET_SWEPT, EVPN_SWEPT), told);
    }

    @Test
    void theTimeGoesOnForAFamilyOfWhichThePeerHasNotToldAllBeforeItIsLostAgain() {
        up();
        lose();
        pass(60);
        up();
        routes.received(Update.endOfRib(AddressFamily.EVPN));
        told.clear();
        lose();
        pass(LONG - 60 - RESTART - 1);
        assertEquals(List.of(), told);
        pass(1);
        assertEquals(List.of(INET_SWEPT), told);
        pass(LONGER - (LONG - 60 - RESTART) - 1);
        assertEquals(List.of(INET_SWEPT), told);
        pass(1);
        assertEquals(List.of(INET_SWEPT, EVPN_SWEPT), told);
    }

    @Test
    void whatIsOverWhenThePeerIsLostAgainIsSweptAtOnce() {
        up();
        lose();
        pass(LONG - 5);
        up();
        lose();
        assertEquals(List.of(INET_SWEPT), told);
        pass(LONGER - LONG - 5);
        assertEquals(List.of(INET_SWEPT, EVPN_SWEPT), told);
    }

    @Test
    void theTimeBeginsAnewWhenAllIsRenewed() {
        up();
        lose();
        pass(60);
        up();
        FAMILIES.forEach(family -> routes.received(Update.endOfRib(family)));
        told.clear();
        lose();
        pass(LONG - 1);
        assertEquals(List.of(), told);
        pass(1);
        assertEquals(List.of(INET_SWEPT), told);
    }
}

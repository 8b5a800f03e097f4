package net.weftnet.protocol.bgp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.weftnet.common.net.IpAddress;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.BgpError;
import net.weftnet.protocol.bgp.BgpException;
import net.weftnet.protocol.bgp.capability.Capability;
import net.weftnet.protocol.bgp.capability.Capability.AddPath;
import net.weftnet.protocol.bgp.capability.Capability.ExtendedMessages;
import net.weftnet.protocol.bgp.capability.Capability.FourOctetAs;
import net.weftnet.protocol.bgp.capability.Capability.GracefulRestart;
import net.weftnet.protocol.bgp.capability.Capability.Multiprotocol;
import net.weftnet.protocol.bgp.message.BgpMessage;
import net.weftnet.protocol.bgp.message.BgpMessage.Keepalive;
import net.weftnet.protocol.bgp.message.Notification;
import net.weftnet.protocol.bgp.message.Open;
import net.weftnet.protocol.bgp.message.Update;
import net.weftnet.protocol.bgp.session.PeerState.Phase;
import org.junit.jupiter.api.Test;

class PeerFsmTest {
    private static final IpAddress LOW = IpAddress.parse("10.0.0.1");
    private static final IpAddress HIGH = IpAddress.parse("10.0.0.2");

    private static PeerSettings settings(IpAddress id, Capability... capabilities) {
        return new PeerSettings(64512, id, 64512, false, 90, 30, 5, 0, List.of(capabilities));
    }

    /** Two speakers and the wires between them: what one does happens to the other. */
    private static final class Pair {
        private final PeerFsm[] fsms = {
            new PeerFsm(settings(LOW, new Multiprotocol(AddressFamily.INET))),
            new PeerFsm(settings(HIGH, new Multiprotocol(AddressFamily.INET)))
        };
        private final PeerState[] states = {PeerState.initial(), PeerState.initial()};
        /** For each speaker and side, the wire it is connected to; a wire knows its ends by speaker. */
        private final List<Map<Side, Integer>> wires = List.of(new HashMap<>(), new HashMap<>());

        private final List<Runnable> pending = new ArrayList<>();
        private final Set<Integer> closed = new HashSet<>();
        private int nextWire;

        void happen(int who, PeerEvent event) {
            var step = fsms[who].step(states[who], event);
            states[who] = step.next();
            step.actions().forEach(action -> act(who, action));
        }

        private void act(int who, PeerAction action) {
            int other = 1 - who;
            switch (action) {
                case PeerAction.Connect _ -> {
                    int wire = nextWire++;
                    wires.get(who).put(Side.OUTGOING, wire);
                    pending.add(() -> {
                        arrive(who, wire, PeerEvent.Connected::new);
                        close(other, wires.get(other).put(Side.INCOMING, wire));
                        arrive(other, wire, PeerEvent.Connected::new);
                    });
                }
                case PeerAction.Send(var side, var message) -> {
                    int wire = wires.get(who).get(side);
                    pending.add(() -> arrive(other, wire, at -> new PeerEvent.Received(at, message)));
                }
                case PeerAction.Close(var side) -> close(who, wires.get(who).remove(side));
                case PeerAction.Up(var side, var _) ->
                    wires.get(who).put(Side.SESSION, wires.get(who).remove(side));
                case PeerAction.StartTimer _, PeerAction.StopTimer _, PeerAction.Down _, PeerAction.Deliver _ -> {}
            }
        }

        private void close(int who, Integer wire) {
            if (wire != null && closed.add(wire)) {
                pending.add(() -> arrive(1 - who, wire, PeerEvent.Lost::new));
            }
        }

        private void arrive(int who, int wire, Function<Side, PeerEvent> event) {
            for (var side : Side.values()) {
                if (Integer.valueOf(wire).equals(wires.get(who).get(side))) {
                    happen(who, event.apply(side));
                    return;
                }
            }
        }

        boolean isUp() {
            return states[0].phase() == Phase.ESTABLISHED && states[1].phase() == Phase.ESTABLISHED;
        }

        /** Runs what is pending; messages on different wires overtake each other. */
        void settle(Random random) {
            for (int steps = 0; !pending.isEmpty(); steps++) {
                assertTrue(steps < 1000, "It never settles");
                pending.remove(random.nextInt(Math.min(2, pending.size()))).run();
            }
        }
    }

    @Property(tries = 500)
    void twoThatConnectToEachOtherGetOneSession(@ForAll long seed) {
        var pair = new Pair();
        pair.happen(0, new PeerEvent.Start());
        pair.happen(1, new PeerEvent.Start());
        var random = new Random(seed);
        pair.settle(random);
        // Both try again at the same moment, so they may collide again; a round fails about once in eight.
        for (int round = 0; round < 100 && !pair.isUp(); round++) {
            for (int who = 0; who < 2; who++) {
                if (pair.states[who].phase() == Phase.ACTIVE) {
                    pair.happen(who, new PeerEvent.Expired(PeerTimer.CONNECT_RETRY, Side.OUTGOING));
                } else if (pair.states[who].phase() == Phase.IDLE) {
                    pair.happen(who, new PeerEvent.Expired(PeerTimer.IDLE_HOLD, Side.OUTGOING));
                }
            }
            pair.settle(random);
        }
        assertEquals(Phase.ESTABLISHED, pair.states[0].phase());
        assertEquals(Phase.ESTABLISHED, pair.states[1].phase());
        assertEquals(pair.wires.get(0).get(Side.SESSION), pair.wires.get(1).get(Side.SESSION));
    }

    /** Whatever happens in whatever order: timers that must run do run, and what is closed is not used. */
    @Property(tries = 2000)
    void aRunningPeerAlwaysHasSomethingToWaitFor(@ForAll long seed) {
        var random = new Random(seed);
        var fsm = new PeerFsm(settings(HIGH, new Multiprotocol(AddressFamily.INET)));
        var state = PeerState.initial();
        var timers = new HashSet<String>();
        var open = EnumSet.noneOf(Side.class);
        for (int i = 0; i < 60; i++) {
            var event = event(random, state, open, timers);
            var step = fsm.step(state, event);
            track(event, step, open, timers);
            state = step.next();
            if (state.mode() != PeerState.Mode.STOPPED) {
                assertTrue(!timers.isEmpty(), "Nothing to wait for in " + state + " after " + event);
            }
        }
    }

    private static PeerEvent event(Random random, PeerState state, Set<Side> open, Set<String> timers) {
        if (state.mode() == PeerState.Mode.STOPPED) {
            return new PeerEvent.Start();
        }
        var sides = List.copyOf(open);
        var side = sides.isEmpty() ? Side.INCOMING : sides.get(random.nextInt(sides.size()));
        if (sides.isEmpty() || random.nextInt(8) == 0) {
            return state.outgoing() instanceof Connection.Connecting && random.nextBoolean()
                    ? new PeerEvent.Connected(Side.OUTGOING)
                    : timers.isEmpty() || random.nextBoolean()
                            ? new PeerEvent.Connected(Side.INCOMING)
                            : expired(random, timers);
        }
        return switch (random.nextInt(8)) {
            case 0 -> expired(random, timers);
            case 1 -> new PeerEvent.Lost(side);
            case 2 -> new PeerEvent.Malformed(side, new BgpException(BgpError.BAD_MESSAGE_TYPE, "?"));
            default -> new PeerEvent.Received(side, message(random));
        };
    }

    private static PeerEvent expired(Random random, Set<String> timers) {
        var words = List.copyOf(timers).get(random.nextInt(timers.size())).split(" ");
        return new PeerEvent.Expired(PeerTimer.valueOf(words[0]), Side.valueOf(words[1]));
    }

    private static BgpMessage message(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> Notification.of(BgpError.ADMINISTRATIVE_RESET);
            case 1 -> Update.endOfRib(AddressFamily.INET);
            case 2, 3, 4 -> new Keepalive();
            default -> new Open(64512, 30, LOW, List.of(new Multiprotocol(AddressFamily.INET)));
        };
    }

    private static void track(PeerEvent event, Step step, Set<Side> open, Set<String> timers) {
        if (event instanceof PeerEvent.Connected(var side)) {
            open.add(side);
        }
        if (event instanceof PeerEvent.Expired(var timer, var side)) {
            timers.remove(timer + " " + side);
        }
        for (var action : step.actions()) {
            switch (action) {
                case PeerAction.StartTimer(var timer, var side, var _, var _) -> timers.add(timer + " " + side);
                case PeerAction.StopTimer(var timer, var side) -> timers.remove(timer + " " + side);
                case PeerAction.Send(var side, var message) ->
                    assertTrue(open.contains(side), () -> message + " on " + side + " after " + event);
                case PeerAction.Close(var side) -> {
                    open.remove(side);
                    timers.removeIf(timer -> timer.endsWith(" " + side)
                            && !timer.startsWith("CONNECT_RETRY")
                            && !timer.startsWith("IDLE_HOLD"));
                }
                case PeerAction.Up(var side, var _) -> {
                    open.remove(side);
                    open.add(Side.SESSION);
                }
                case PeerAction.Connect _, PeerAction.Down _, PeerAction.Deliver _ -> {}
            }
        }
    }

    @Test
    void bothEndsMustHaveACapability() throws BgpException {
        var ours = settings(
                LOW,
                new Multiprotocol(AddressFamily.INET_VPN),
                new Multiprotocol(AddressFamily.EVPN),
                new FourOctetAs(64512),
                new ExtendedMessages(),
                new AddPath(Map.of(AddressFamily.EVPN, AddPath.Direction.RECEIVE)),
                new GracefulRestart(false, true, 60, Map.of()));
        var theirs = new Open(
                64512,
                30,
                HIGH,
                List.of(
                        new Multiprotocol(AddressFamily.EVPN),
                        new Multiprotocol(AddressFamily.INET6),
                        new FourOctetAs(64512),
                        new AddPath(Map.of(AddressFamily.EVPN, AddPath.Direction.BOTH)),
                        new GracefulRestart(false, false, 60, Map.of())));
        var agreement = Agreement.of(ours, theirs);
        assertEquals(Set.of(AddressFamily.EVPN), agreement.options().families());
        assertEquals(Set.of(AddressFamily.EVPN), agreement.options().addPathReceived());
        assertEquals(Set.of(), agreement.options().addPathSent());
        assertTrue(agreement.options().fourOctetAs());
        assertFalse(agreement.options().extendedMessages());
        assertTrue(agreement.gracefulRestart());
        assertFalse(agreement.gracefulNotification());
        assertEquals(30, agreement.holdSeconds());
        assertEquals(10, agreement.keepaliveSeconds());
    }

    @Test
    void anOpenWithoutFamiliesMeansInet() throws BgpException {
        var ours = settings(LOW, new Multiprotocol(AddressFamily.INET), new Multiprotocol(AddressFamily.EVPN));
        var agreement = Agreement.of(ours, new Open(64512, 30, HIGH, List.of()));
        assertEquals(Set.of(AddressFamily.INET), agreement.options().families());
        var vpnOnly = settings(LOW, new Multiprotocol(AddressFamily.INET_VPN));
        var e = assertThrows(BgpException.class, () -> Agreement.of(vpnOnly, new Open(64512, 30, HIGH, List.of())));
        assertEquals(BgpError.UNSUPPORTED_CAPABILITY, e.error());
    }

    @Test
    void jitterShortensByUpToAQuarter() {
        var random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            long millis = Jitter.shorten(40, random).toMillis();
            assertTrue(millis >= 30_000 && millis <= 40_000, () -> millis + " ms");
        }
    }

    @Test
    void settingsAreChecked() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new PeerSettings(64512, LOW, 64512, false, 2, 30, 5, 0, List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new PeerSettings(64512, LOW, 64512, false, 90, 0, 5, 0, List.of()));
        assertThrows(IllegalArgumentException.class, () -> new TransportSettings("", 0));
        assertThrows(IllegalArgumentException.class, () -> new TransportSettings("k".repeat(81), 0));
        assertThrows(IllegalArgumentException.class, () -> new TransportSettings(null, 256));
    }

    @Test
    void keysAreNotShown() {
        var settings = new TransportSettings("secret", 1);
        assertFalse(settings.toString().contains("secret"));
        assertEquals(255, settings.minimumTtl());
        assertEquals(254, new TransportSettings(null, 2).minimumTtl());
        assertEquals(0, TransportSettings.PLAIN.minimumTtl());
    }
}

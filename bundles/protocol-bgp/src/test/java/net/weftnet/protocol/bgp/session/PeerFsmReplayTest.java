package net.weftnet.protocol.bgp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import net.weftnet.common.net.IpAddress;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.BgpError;
import net.weftnet.protocol.bgp.BgpException;
import net.weftnet.protocol.bgp.Octets;
import net.weftnet.protocol.bgp.capability.Capability;
import net.weftnet.protocol.bgp.capability.Capability.FourOctetAs;
import net.weftnet.protocol.bgp.capability.Capability.GracefulRestart;
import net.weftnet.protocol.bgp.capability.Capability.Multiprotocol;
import net.weftnet.protocol.bgp.message.BgpMessage;
import net.weftnet.protocol.bgp.message.BgpMessage.Keepalive;
import net.weftnet.protocol.bgp.message.Notification;
import net.weftnet.protocol.bgp.message.Open;
import net.weftnet.protocol.bgp.message.RouteRefresh;
import net.weftnet.protocol.bgp.message.Update;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Replays the events of {@code src/test/resources/fsm}: a line that begins with {@code >} is an event, those below it are
 * what it leads to, and the last of them is the state. {@code -Dgolden.update} writes what happens now into the files.
 */
class PeerFsmReplayTest {
    private static final Path GOLDEN = Path.of("src/test/resources/fsm");
    private static final IpAddress OURS = IpAddress.parse("10.0.0.5");

    static List<Path> scenarios() throws IOException {
        try (var files = Files.list(GOLDEN)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void eventsLeadWhereTheyDid(Path file) throws IOException {
        var lines = Files.readAllLines(file);
        var replayed = replay(lines);
        if (System.getProperty("golden.update") != null) {
            Files.write(file, replayed);
            return;
        }
        assertEquals(String.join("\n", replayed), String.join("\n", lines));
    }

    /** {@return the lines of a file, with what happens now below the events} */
    private static List<String> replay(List<String> lines) {
        var result = new ArrayList<String>();
        var fsm = new PeerFsm(settings(""));
        var state = PeerState.initial();
        for (var line : lines) {
            if (line.startsWith("settings")) {
                fsm = new PeerFsm(settings(line));
                state = PeerState.initial();
            }
            if (line.startsWith(">")) {
                var step = fsm.step(state, event(line.substring(1).strip().split(" ")));
                assertTrue(step.actions().size() < 20, line);
                state = step.next();
                result.add(line);
                step.actions().forEach(action -> result.add("  " + text(action)));
                result.add("  = " + state.phase());
            } else if (!line.startsWith("  ")) {
                result.add(line);
            }
        }
        return result;
    }

    private static PeerSettings settings(String line) {
        var capabilities =
                new ArrayList<Capability>(List.of(new Multiprotocol(AddressFamily.INET_VPN), new FourOctetAs(64512)));
        if (line.contains("graceful")) {
            capabilities.add(new GracefulRestart(
                    false, line.contains("graceful-notification"), 60, Map.of(AddressFamily.INET_VPN, true)));
        }
        return new PeerSettings(
                64512,
                OURS,
                64512,
                line.contains("passive"),
                line.contains("no-hold") ? 0 : 90,
                30,
                5,
                line.contains("delay-open") ? 10 : 0,
                capabilities);
    }

    private static PeerEvent event(String[] words) {
        return switch (words[0]) {
            case "start" -> new PeerEvent.Start();
            case "stop" -> new PeerEvent.Stop(Notification.administrative(BgpError.ADMINISTRATIVE_SHUTDOWN, words[1]));
            case "reset" -> new PeerEvent.Reset(Notification.of(BgpError.ADMINISTRATIVE_RESET));
            case "connected" -> new PeerEvent.Connected(side(words[1]));
            case "lost" -> new PeerEvent.Lost(side(words[1]));
            case "malformed" ->
                new PeerEvent.Malformed(
                        side(words[1]),
                        new BgpException(BgpError.BAD_MESSAGE_LENGTH, "Too long", Octets.ofHex("ffff")));
            case "expired" ->
                new PeerEvent.Expired(
                        PeerTimer.valueOf(words[1].toUpperCase(Locale.ROOT).replace('-', '_')), side(words[2]));
            case "prefixes" ->
                new PeerEvent.PrefixLimitExceeded(
                        AddressFamily.INET_VPN,
                        Integer.parseInt(words[1]),
                        Integer.parseInt(value(words, "idle", String.valueOf(PeerEvent.PrefixLimitExceeded.USUAL))));
            default -> new PeerEvent.Received(side(words[1]), message(words));
        };
    }

    private static Side side(String word) {
        return Side.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static BgpMessage message(String[] words) {
        return switch (words[0]) {
            case "keepalive" -> new Keepalive();
            case "update" -> Update.endOfRib(AddressFamily.INET_VPN);
            case "refresh" -> RouteRefresh.of(AddressFamily.INET_VPN, RouteRefresh.REQUEST);
            case "notification" -> Notification.of(BgpError.OTHER_CONFIGURATION_CHANGE);
            case "hard-reset" -> Notification.of(BgpError.PEER_DECONFIGURED).asHardReset();
            case "open" -> open(words);
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private static Open open(String[] words) {
        var capabilities = new ArrayList<Capability>();
        var options = List.of(words);
        if (!options.contains("no-capabilities")) {
            capabilities.add(new Multiprotocol(AddressFamily.INET_VPN));
            capabilities.add(new FourOctetAs(64512));
        }
        if (options.contains("graceful") || options.contains("restarted")) {
            capabilities.add(new GracefulRestart(options.contains("restarted"), true, 60, Map.of()));
        }
        return new Open(
                Long.parseLong(value(words, "as", "64512")),
                Integer.parseInt(value(words, "hold", "30")),
                IpAddress.parse(value(words, "id", "10.0.0.9")),
                capabilities);
    }

    private static String value(String[] words, String name, String otherwise) {
        return Stream.of(words)
                .filter(word -> word.startsWith(name + "="))
                .map(word -> word.substring(name.length() + 1))
                .findFirst()
                .orElse(otherwise);
    }

    private static String text(PeerAction action) {
        return switch (action) {
            case PeerAction.Connect _ -> "connect";
            case PeerAction.Send(var side, var message) -> lower(side) + " ← " + text(message);
            case PeerAction.Close(var side) -> "close " + lower(side);
            case PeerAction.StartTimer(var timer, var side, var seconds, var jittered) ->
                "timer " + lower(side) + " " + lower(timer) + " " + seconds + " s" + (jittered ? " or less" : "");
            case PeerAction.StopTimer(var timer, var side) -> "no timer " + lower(side) + " " + lower(timer);
            case PeerAction.Up(var side, var agreement) ->
                "up over " + lower(side) + ", hold time " + agreement.holdSeconds() + " s";
            case PeerAction.Down(var keepRoutes, var reason) ->
                "down, routes " + (keepRoutes ? "kept" : "dropped") + ": " + reason;
            case PeerAction.Deliver(var message) -> "deliver " + text(message);
        };
    }

    private static String text(BgpMessage message) {
        return message instanceof Notification notification
                ? "NOTIFICATION " + notification
                : message.getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

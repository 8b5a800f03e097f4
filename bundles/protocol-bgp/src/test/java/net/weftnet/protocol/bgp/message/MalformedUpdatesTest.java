package net.weftnet.protocol.bgp.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.BgpError;
import net.weftnet.protocol.bgp.BgpException;
import net.weftnet.protocol.bgp.Hex;
import net.weftnet.protocol.bgp.SessionOptions;
import net.weftnet.protocol.bgp.attribute.FaultAction;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus of malformed UPDATEs: each has the consequence that RFC 7606 asks for, and no other. */
class MalformedUpdatesTest {
    private static final Map<String, SessionOptions> SESSIONS = Map.of(
            "internal", Hex.INTERNAL,
            "external", Hex.EXTERNAL,
            "narrow", Hex.TWO_OCTETS,
            "single", Hex.only(AddressFamily.INET_VPN));

    /** The fields of a line. */
    record Case(SessionOptions options, String expected, String message) {
        @Override
        public String toString() {
            return expected + " " + message.substring(38);
        }
    }

    static Stream<Case> corpus() throws IOException {
        try (var in = MalformedUpdatesTest.class.getResourceAsStream("/malformed/updates.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(MalformedUpdatesTest::parse);
        }
    }

    private static Case parse(String line) {
        var fields = Stream.of(line.split("\\|", -1)).map(String::strip).toList();
        // An exclamation mark: the body as it is.
        var message = fields.get(2).startsWith("!")
                ? Hex.message(2, fields.get(2).substring(1) + "0000")
                : Hex.update(fields.get(2), fields.get(3), fields.get(4));
        return new Case(SESSIONS.get(fields.get(0)), fields.get(1), message);
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void isHandledAsTheRfcsSay(Case malformed) throws BgpException {
        var words = malformed.expected().split(" ");
        var error = BgpError.valueOf(words[words.length - 1]);
        if (words[0].equals("reset")) {
            var e = assertThrows(BgpException.class, () -> Hex.decode(malformed.message(), malformed.options()));
            assertEquals(error, e.error());
            return;
        }
        var update = Hex.decodeUpdate(malformed.message(), malformed.options());
        var strongest = update.faults().stream()
                .max((a, b) -> a.action().compareTo(b.action()))
                .orElseThrow();
        assertEquals(error, strongest.error());
        switch (words[0]) {
            case "withdraw" -> {
                assertEquals(FaultAction.TREAT_AS_WITHDRAW, strongest.action());
                assertEquals(List.of(), update.reach());
                assertEquals(1, update.unreach().size());
            }
            case "discard" -> {
                assertEquals(FaultAction.DISCARD_ATTRIBUTE, strongest.action());
                assertEquals(1, update.reach().size() + update.unreach().size());
            }
            case "disable" -> {
                assertEquals(FaultAction.DISABLE_FAMILY, strongest.action());
                assertEquals(List.of(AddressFamily.ofName(words[1]).orElseThrow()), update.disabledFamilies());
                assertEquals(List.of(), update.reach());
            }
            default -> throw new IllegalArgumentException(malformed.expected());
        }
    }

    @Test
    void treatedAsWithdrawnIsAsIfWithdrawn() throws BgpException {
        var message = Hex.update("40010103 400200 400304c0000201", "080a 080b");
        var update = Hex.decodeUpdate(message, Hex.INTERNAL);
        assertEquals(
                List.of(PrefixNlri.of(IpPrefix.parse("10.0.0.0/8")), PrefixNlri.of(IpPrefix.parse("11.0.0.0/8"))),
                update.unreach().getFirst().routes());
    }
}

package net.weftnet.protocol.ifmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import net.weftnet.common.xml.XmlElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {
    private static final Map<String, String> PREFIXES = Map.of("c", Contrail.NAMESPACE, "o", "urn:other");
    private static final Metadata METADATA = Contrail.metadata(
            "id-perms",
            XmlElement.of(
                            "x",
                            XmlElement.of("uuid", XmlElement.ofText("low", "7")),
                            XmlElement.of("uuid", XmlElement.ofText("low", "8")),
                            XmlElement.ofText("enable", "true"))
                    .withAttribute("k", "it's"));

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            textBlock =
                    """
                    ~~ | false
                    ~  ~ | false
                    c:id-perms | true
                    o:id-perms | false
                    c:other | false
                    id-perms | false
                    c:* | true
                    o:* | false
                    * | true
                    c:other or c:id-perms | true
                    c:other  or  o:id-perms | false
                    c:id-perms[@k="it's"] | true
                    c:id-perms[@k='no'] | false
                    c:id-perms[ @k = "it's" and @ifmap-cardinality='singleValue' ] | true
                    c:id-perms[@k="it's"][@ifmap-cardinality='multiValue'] | false
                    c:id-perms[@absent=''] | false
                    c:id-perms[@k='a' and @k="it's"] | false
                    [@k="it's"] | true
                    *[@k] | true
                    [@absent] or o:* | false
                    c:id-perms[@c:k="it's"] | true
                    c:id-perms[@k!='x'] | true
                    c:id-perms[enable='true'] | true
                    c:id-perms[enable='false'] | false
                    c:id-perms[uuid/low='8'] | true
                    c:id-perms[uuid/low='9'] | false
                    c:id-perms[c:uuid/c:low='8' and (enable='no' or enable = "true")] | true
                    c:id-perms[uuid] | true
                    c:id-perms[serial] | false
                    c:id-perms[enable/text()='true'][enable/.='true'] | true
                    c:id-perms[not(enable='true')] | false
                    not(c:id-perms) | false
                    not(c:other) and c:id-perms | true
                    (c:other or c:id-perms) and not (o:*) | true
                    c:other or c:id-perms and o:* | false
                    c:order or c:android or c:id-perms | true
                    """)
    void matches(String text, boolean matches) throws IfmapException {
        assertEquals(matches, Filter.parse(text, PREFIXES).matches(METADATA));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x:id-perms",
                "c:",
                ":a",
                "c:a c:b",
                "c:a or",
                "c:a and",
                "and c:a",
                "not c:a",
                "not(c:a",
                "(c:a",
                "c:a)",
                "()",
                "c: a",
                "c:a[]",
                "c:a[b=c]",
                "c:a[x:b='c']",
                "c:a[@b='c]",
                "c:a[@b='c'",
                "c:a[@b='c' @d='e']",
                "c:a[b/]",
                "c:a[@b/c]",
                "c:a[text]='b'",
                "c:a | c:b",
                "c:a/b",
                "text()",
                "c:a[1]",
                "c:a[b<'1']"
            })
    void refuses(String text) {
        var e = assertThrows(IfmapException.class, () -> Filter.parse(text, PREFIXES));
        assertEquals(ErrorCode.FAILURE, e.code());
    }

    @Test
    void refusesWhatIsTooLongOrTooDeep() {
        assertThrows(IfmapException.class, () -> Filter.parse(" ".repeat(10_000), PREFIXES));
        assertThrows(IfmapException.class, () -> Filter.parse("(".repeat(100) + "c:a" + ")".repeat(100), PREFIXES));
    }

    @Test
    void equalsOneThatIsWrittenTheSame() throws IfmapException {
        assertEquals(Filter.parse("c:a or c:b", PREFIXES), Filter.parse("c:a or c:b", PREFIXES));
        assertNotEquals(Filter.parse("c:a", PREFIXES), Filter.parse("c:a", Map.of("c", "urn:else")));
    }
}

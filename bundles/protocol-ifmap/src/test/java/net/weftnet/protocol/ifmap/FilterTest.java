package net.weftnet.protocol.ifmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import net.weftnet.common.xml.XmlElement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {
    private static final Map<String, String> PREFIXES = Map.of("c", Contrail.NAMESPACE, "o", "urn:other");
    private static final Metadata METADATA =
            Contrail.metadata("id-perms", XmlElement.of("x").withAttribute("k", "it's"));

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
                "c:a and c:b",
                "not(c:a)",
                "(c:a)",
                "c:a[b='c']",
                "c:a[@b='c]",
                "c:a[@b]",
                "c:a[@b='c'",
                "c:a[@b='c' and @b='d']",
                "c:a | c:b",
                "c:a/b",
                "text()",
                "c:a[1]"
            })
    void refuses(String text) {
        var e = assertThrows(IfmapException.class, () -> Filter.parse(text, PREFIXES));
        assertEquals(ErrorCode.FAILURE, e.code());
    }
}

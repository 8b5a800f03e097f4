package net.weftnet.common.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlElementTest {
    private static final XmlLimits SMALL = new XmlLimits(4, 10, 100);

    @Test
    void keepsNamesPrefixesAndNamespaces() throws XmlException {
        var text = "<c:a xmlns:c=\"urn:c\" k=\"v\"><b xmlns=\"urn:b\">t&lt;&amp;</b><d/></c:a>";
        var element = XmlReader.read(text, SMALL);
        assertEquals("a", element.localName());
        assertEquals("t<&", element.childText("b").orElseThrow());
        assertEquals(text, element.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<a>",
                "<a></b>",
                "<a/><b/>",
                "text",
                "<a>t<b/></a>",
                "<a><b/>t</a>",
                "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
                "<a>&x;</a>",
                "<a><a><a><a><a/></a></a></a></a>",
                "<a><b/><b/><b/><b/><b/><b/><b/><b/><b/><b/></a>",
                "<a b='1' b='2'/>",
                "<a>\u0001</a>"
            })
    void refuses(String text) {
        assertThrows(XmlException.class, () -> XmlReader.read(text, SMALL));
    }

    @Test
    void limitsCharacters() {
        assertThrows(XmlException.class, () -> XmlReader.read("<a>" + "x".repeat(101) + "</a>", SMALL));
        assertThrows(XmlException.class, () -> XmlReader.read("<a k='" + "x".repeat(101) + "'/>", SMALL));
    }

    @Property(tries = 300)
    void arbitraryBytesNeverFailOtherwise(@ForAll byte[] bytes) {
        try {
            XmlReader.read(new ByteArrayInputStream(bytes), SMALL);
        } catch (XmlException e) {
            // the one way to fail
        }
    }

    @Property(tries = 300)
    void writtenElementsReadBackTheSame(@ForAll("elements") XmlElement element) throws XmlException {
        assertEquals(element, XmlReader.read(element.toString(), XmlLimits.MESSAGE));
    }

    @Provide
    Arbitrary<XmlElement> elements() {
        var names = Arbitraries.of("a", "b", "c-d", "e_f");
        var texts = Arbitraries.strings().withChars("a<>&\"' \t\né\u0200");
        var leaves = Combinators.combine(names, texts).as((n, t) -> new XmlElement(n, Map.of("k", t), t, List.of()));
        return Combinators.combine(names, leaves.list().ofMinSize(1).ofMaxSize(4))
                .as((n, children) -> XmlElement.of(n, children));
    }

    @Test
    void keepsAttributesInTheirOrder() {
        var element = XmlElement.of("e")
                .withAttribute("b", "1")
                .withAttribute("a", "2")
                .withAttribute("b", "3");
        assertEquals("<e b=\"3\" a=\"2\"/>", element.toString());
        assertEquals(Map.of("a", "2", "b", "3"), element.attributes());
        assertEquals(Map.of("a", "2", "b", "3").hashCode(), element.attributes().hashCode());
        assertEquals(Optional.empty(), element.attribute("c"));
        var attributes = element.attributes();
        assertThrows(UnsupportedOperationException.class, () -> attributes.put("c", "4"));
        assertThrows(UnsupportedOperationException.class, attributes::clear);
    }

    /** Whatever comes before and after it, a character is written the same. */
    @Test
    void escapesAnywhereInAText() {
        for (var plain : List.of("", "plain", "x".repeat(100))) {
            var out = new StringBuilder();
            XmlElement.escape(plain + "<\u0001\ud83d\ude00'\n\u00e9\ud800" + plain, out);
            assertEquals(plain + "&lt;\ufffd\ud83d\ude00&apos;&#10;\u00e9\ufffd" + plain, out.toString());
        }
    }
}

package net.weftnet.protocol.xmpp;

import java.util.function.Function;
import net.weftnet.common.xml.XmlElement;

/** Reads the parts of stanzas, with errors that name what was expected. */
final class Fields {
    private Fields() {}

    static String attribute(XmlElement element, String name) throws StanzaException {
        return element.attribute(name)
                .orElseThrow(() -> new StanzaException("<" + element.name() + "> has no " + name + " attribute"));
    }

    static XmlElement child(XmlElement element, String name) throws StanzaException {
        return element.child(name)
                .orElseThrow(() -> new StanzaException("<" + element.name() + "> has no <" + name + "> in it"));
    }

    static String text(XmlElement element, String name) throws StanzaException {
        return child(element, name).text().strip();
    }

    /** {@return the number in a child element, or another one if there is no such child, or nothing in it} */
    static long number(XmlElement element, String name, long max, long otherwise) throws StanzaException {
        var text = element.childText(name).map(String::strip).orElse("");
        return text.isEmpty() ? otherwise : number(name, text, max);
    }

    static long number(String what, String text, long max) throws StanzaException {
        // At most ten digits: what is no 32-bit number needs no arithmetic to be refused.
        if (!text.isEmpty() && text.length() <= 10 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            long value = Long.parseLong(text);
            if (value <= max) {
                return value;
            }
        }
        throw new StanzaException("Not a number from 0 to " + max + " for " + what + ": '" + text + "'");
    }

    /** Applies a parser of a value type, whose complaint becomes ours. */
    static <T> T parse(Function<String, T> parser, String text) throws StanzaException {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new StanzaException(String.valueOf(e.getMessage()), e);
        }
    }
}

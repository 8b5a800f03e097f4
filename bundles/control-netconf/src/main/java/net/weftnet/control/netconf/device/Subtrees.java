package net.weftnet.control.netconf.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import net.weftnet.common.xml.XmlElement;

/** Compares parts of configurations. Devices choose prefixes and the order of what has no order, so neither counts. */
public final class Subtrees {
    private Subtrees() {}

    /**
     * {@return the first difference: a path and what is wrong there; empty if what is there is what is wanted} Devices may show
     * defaults, so other things than those wanted may be there besides. But of what is wanted, a target say, there must be no
     * more than that.
     *
     * @param isClosed whether, by its name, something must not be there if it is not wanted at all
     */
    public static Optional<String> difference(XmlElement wanted, XmlElement shown, Predicate<String> isClosed) {
        if (wanted.children().isEmpty() && shown.children().isEmpty()) {
            return isSame(wanted, shown)
                    ? Optional.empty()
                    : Optional.of(wanted.localName() + " is " + shown.text().strip() + ", not "
                            + wanted.text().strip());
        }
        for (var child : wanted.children()) {
            var candidates = shown.children(child.localName());
            var differences = new ArrayList<String>();
            for (var candidate : candidates) {
                difference(child, candidate, isClosed).ifPresent(differences::add);
            }
            if (differences.size() == candidates.size()) {
                return Optional.of(wanted.localName() + "/"
                        + (candidates.size() == 1 ? differences.getFirst() : name(child) + " is missing"));
            }
        }
        for (var child : shown.children()) {
            int many = wanted.children(child.localName()).size();
            if ((many > 0 || isClosed.test(child.localName()))
                    && many < shown.children(child.localName()).size()) {
                return Optional.of(wanted.localName() + " has another " + child.localName());
            }
        }
        return Optional.empty();
    }

    /** An identity is the same under any prefix; it is one if its prefix is declared where it stands. */
    private static boolean isSame(XmlElement wanted, XmlElement shown) {
        var value = wanted.text().strip();
        int colon = value.indexOf(':');
        boolean isIdentity = colon > 0
                && wanted.attribute("xmlns:" + value.substring(0, colon)).isPresent();
        var found = shown.text().strip();
        return isIdentity
                ? value.substring(colon + 1).equals(found.substring(found.indexOf(':') + 1))
                : value.equals(found);
    }

    private static String name(XmlElement element) {
        var key = element.children().isEmpty()
                ? element.text().strip()
                : element.children().getFirst().text().strip();
        return key.isEmpty() ? element.localName() : element.localName() + " " + key;
    }

    /** {@return the same for parts that say the same} */
    public static String canonical(List<XmlElement> parts) {
        return String.join("", parts.stream().map(Subtrees::canonical).sorted().toList());
    }

    private static String canonical(XmlElement part) {
        if (part.children().isEmpty()) {
            return XmlElement.ofText(part.localName(), part.text().strip()).toString();
        }
        return "<" + part.localName() + ">" + canonical(part.children()) + "</" + part.localName() + ">";
    }
}

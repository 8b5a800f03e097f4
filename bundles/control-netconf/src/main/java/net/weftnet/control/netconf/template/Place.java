package net.weftnet.control.netconf.template;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import net.weftnet.common.xml.XmlElement;

/**
 * A list of a device's configuration in which some entries are ours.
 *
 * @param path what the list is in, from outside; each with the leafs that tell it from others of its name
 * @param entry an entry with as much as a filter needs to find ours among them
 * @param key the child that tells one entry from the other; empty if its text does
 * @param isOurs whether an entry is ours, by that
 */
record Place(List<XmlElement> path, XmlElement entry, String key, Predicate<XmlElement> isOurs) {

    Place {
        path = List.copyOf(path);
    }

    /** {@return which entry it is, among those of the list} */
    String keyOf(XmlElement element) {
        return key.isEmpty()
                ? element.text().strip()
                : element.childText(key).orElse("").strip();
    }

    /** {@return our entries of a configuration} */
    List<XmlElement> ours(List<XmlElement> configuration) {
        var level = configuration;
        for (var around : path) {
            level = level.stream()
                    .filter(one -> is(around, one))
                    .flatMap(one -> one.children().stream())
                    .toList();
        }
        return level.stream()
                .filter(one -> one.localName().equals(entry.localName()) && isOurs.test(one))
                .toList();
    }

    private static boolean is(XmlElement wanted, XmlElement shown) {
        return wanted.localName().equals(shown.localName())
                && wanted.children().stream().allMatch(key -> shown.childText(key.localName())
                        .map(Place::bare)
                        .equals(Optional.of(bare(key.text()))));
    }

    /** Identities come with whatever prefix the device likes. */
    private static String bare(String text) {
        var stripped = text.strip();
        return stripped.substring(stripped.lastIndexOf(':') + 1);
    }
}

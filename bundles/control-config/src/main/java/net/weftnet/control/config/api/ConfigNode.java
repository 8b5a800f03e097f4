package net.weftnet.control.config.api;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import net.weftnet.common.xml.XmlElement;

/**
 * An object of the configuration as an agent gets it. The attribute of a link is a node too: its type is the link's
 * metadata, its name {@code attr(left,right)}, and its one property {@code value} (see {@link ConfigLink}).
 *
 * @param name what identifies the object
 * @param properties property name to element, in Contrail's XML shape without prefix or IF-MAP attributes, sorted
 */
public record ConfigNode(Name name, Map<String, XmlElement> properties) {

    public ConfigNode {
        properties = Collections.unmodifiableMap(new TreeMap<>(properties));
    }

    /**
     * Type and fully qualified name, together unique.
     *
     * @param type with dashes, for example {@code virtual-network}
     * @param name for example {@code default-domain:demo:front}
     */
    public record Name(String type, String name) implements Comparable<Name> {

        public Name {
            if (type.isEmpty() || name.isEmpty() || type.indexOf(':') >= 0) {
                throw new IllegalArgumentException("Not the name of a configuration object: " + type + ":" + name);
            }
        }

        /** Parses {@code type:name}, the form of a subscription: {@code virtual-router:default-global-system-config:compute1}. */
        public static Name parse(String text) {
            int colon = text.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("Not the name of a configuration object: " + text);
            }
            return new Name(text.substring(0, colon), text.substring(colon + 1));
        }

        @Override
        public int compareTo(Name other) {
            int byType = type.compareTo(other.type);
            return byType != 0 ? byType : name.compareTo(other.name);
        }

        @Override
        public String toString() {
            return type + ":" + name;
        }
    }
}

package net.weftnet.protocol.xmpp;

import java.util.List;
import net.weftnet.common.xml.XmlElement;

/**
 * An object of the configuration graph, or a link between two of them.
 *
 * <p>A link that has an attribute is sent as an object of its own: its type is the link's, its name is
 * {@code attr(left,right)}, its one property is {@code value}, and two plain links tie it to both ends.
 */
public sealed interface ConfigItem {

    /**
     * What an object is called.
     *
     * @param type for example {@code virtual-network}
     * @param name the fully qualified name, parts separated by colons
     */
    record Name(String type, String name) {
        @Override
        public String toString() {
            return type + ":" + name;
        }
    }

    /**
     * An object.
     *
     * @param properties the whole value of each property given; empty in a deletion
     */
    record Node(Name name, List<XmlElement> properties) implements ConfigItem {
        public Node {
            properties = List.copyOf(properties);
        }
    }

    /**
     * A link.
     *
     * @param metadata the kind of link, for example {@code virtual-router-virtual-machine}
     */
    record Link(Name left, Name right, String metadata) implements ConfigItem {}
}

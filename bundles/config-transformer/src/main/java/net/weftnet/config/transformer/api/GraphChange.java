package net.weftnet.config.transformer.api;

import java.util.Optional;
import net.weftnet.common.xml.XmlElement;

/** One change of the graph. */
public sealed interface GraphChange {

    /** A property is there, or has another value than before. */
    record PropertySet(ObjectName object, String name, XmlElement value) implements GraphChange {}

    /** A property is gone. */
    record PropertyRemoved(ObjectName object, String name) implements GraphChange {}

    /** A link is there, or has another attribute than before. */
    record LinkSet(Link link, Optional<XmlElement> attribute) implements GraphChange {}

    /** A link is gone. */
    record LinkRemoved(Link link) implements GraphChange {}
}

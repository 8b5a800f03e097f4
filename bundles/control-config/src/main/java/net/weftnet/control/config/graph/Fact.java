package net.weftnet.control.config.graph;

import net.weftnet.control.config.api.ConfigNode.Name;

/** What a metadata element of Contrail is about; with a value it is one unit of the configuration. */
public sealed interface Fact {

    /** A property of an object; its value is the property's element. */
    record Property(Name object, String name) implements Fact {}

    /** A link between two objects; its value holds the link's attribute, or nothing. */
    record Link(String metadata, Name left, Name right) implements Fact {}
}

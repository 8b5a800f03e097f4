package net.weftnet.control.netconf.template;

import net.weftnet.common.xml.XmlElement;

/** A part of a device's configuration that is ours, and where it is. */
record Part(Place place, XmlElement content) {

    /** {@return which part it is, whatever its content} */
    Key key() {
        return new Key(place, place.keyOf(content));
    }

    /** Which part of a configuration. */
    record Key(Place place, String name) {}
}

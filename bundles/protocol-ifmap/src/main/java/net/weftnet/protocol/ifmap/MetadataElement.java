package net.weftnet.protocol.ifmap;

import net.weftnet.common.xml.XmlElement;

/** What a filter looks at. */
public interface MetadataElement {

    /** {@return the type} */
    QualifiedName type();

    /** {@return the whole element}; only a filter with conditions on the content asks for it. */
    XmlElement element();
}

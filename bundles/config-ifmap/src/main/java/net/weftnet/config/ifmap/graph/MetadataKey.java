package net.weftnet.config.ifmap.graph;

import java.util.List;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.protocol.ifmap.Cardinality;
import net.weftnet.protocol.ifmap.Metadata;
import net.weftnet.protocol.ifmap.QualifiedName;

/** What tells the metadata of one subject apart: the type, and for multi-valued metadata what it says. */
record MetadataKey(QualifiedName type, String text, List<XmlElement> children) {

    static MetadataKey of(Metadata metadata) {
        return metadata.cardinality() == Cardinality.SINGLE_VALUE
                ? new MetadataKey(metadata.type(), "", List.of())
                : new MetadataKey(
                        metadata.type(),
                        metadata.element().text(),
                        metadata.element().children());
    }
}

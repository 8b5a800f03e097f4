package net.weftnet.config.ifmap.graph;

import net.weftnet.protocol.ifmap.QualifiedName;

/**
 * What tells the metadata of one subject apart.
 *
 * @param content empty for single-valued metadata; else what it says, as XML
 */
record MetadataKey(QualifiedName type, String content) {}

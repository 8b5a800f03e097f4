package net.weftnet.config.transformer.compile;

import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;

/**
 * One entry of the compiled state.
 *
 * @param list the list it is in
 * @param data the entry
 */
public record CompiledEntry(String list, MapEntryNode data) {}

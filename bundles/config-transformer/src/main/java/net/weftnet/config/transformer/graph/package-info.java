/** Objects as OpenContrail's graph has them: schema-driven, no code for single types. */
@NullMarked
package net.weftnet.config.transformer.graph;

import org.jspecify.annotations.NullMarked;

/** The incremental engine: derived values, what each was derived from, and what is to be derived again after a change. */
@NullMarked
package net.weftnet.config.transformer.engine;

import org.jspecify.annotations.NullMarked;

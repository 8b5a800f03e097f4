/** The compiled model: what the system derives from the intent, as data of the module weftnet-compiled. */
@NullMarked
package net.weftnet.config.transformer.compile;

import org.jspecify.annotations.NullMarked;

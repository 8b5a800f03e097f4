/** The schema transformer: intent to compiled model. */
@NullMarked
package net.weftnet.config.transformer;

import org.jspecify.annotations.NullMarked;

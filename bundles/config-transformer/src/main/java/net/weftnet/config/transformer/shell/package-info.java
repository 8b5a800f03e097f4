/** Commands of the schema transformer. */
@NullMarked
package net.weftnet.config.transformer.shell;

import org.jspecify.annotations.NullMarked;

/** Who called what, and what came of it. */
@NullMarked
package net.weftnet.config.access.audit;

import org.jspecify.annotations.NullMarked;

/** The board of conditions behind {@code weft status}. */
@NullMarked
package net.weftnet.common.runtime.health;

import org.jspecify.annotations.NullMarked;

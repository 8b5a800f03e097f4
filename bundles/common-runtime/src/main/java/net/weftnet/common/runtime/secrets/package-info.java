/** Passwords made at first start, one file each. */
@NullMarked
package net.weftnet.common.runtime.secrets;

import org.jspecify.annotations.NullMarked;

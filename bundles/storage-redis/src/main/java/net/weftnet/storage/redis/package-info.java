/** Hints between nodes over Redis. */
@NullMarked
package net.weftnet.storage.redis;

import org.jspecify.annotations.NullMarked;

/** Table store, bus and coordination behind three small APIs, with embedded implementations. */
@NullMarked
package net.weftnet.common.storage;

import org.jspecify.annotations.NullMarked;

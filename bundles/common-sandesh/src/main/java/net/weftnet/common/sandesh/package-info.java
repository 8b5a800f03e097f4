/** Sandesh client: UVEs and logs of a process, sent to the analytics collector. */
@NullMarked
package net.weftnet.common.sandesh;

import org.jspecify.annotations.NullMarked;

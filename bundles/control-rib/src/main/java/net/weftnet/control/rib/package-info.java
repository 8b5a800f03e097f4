/** Routing instances, their tables, best paths, and what each peer is told. */
@NullMarked
package net.weftnet.control.rib;

import org.jspecify.annotations.NullMarked;

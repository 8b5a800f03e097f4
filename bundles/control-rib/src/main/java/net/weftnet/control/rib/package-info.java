/** Routing instances, tables, best path, import and export by route target. */
@NullMarked
package net.weftnet.control.rib;

import org.jspecify.annotations.NullMarked;

/** The node itself: its name, its state directory, the configuration of this bundle. */
@NullMarked
package net.weftnet.common.runtime;

import org.jspecify.annotations.NullMarked;

/** The forwarding plane: eBPF programs and tables, loaded and programmed through Panama. */
@NullMarked
package net.weftnet.compute.forwarding;

import org.jspecify.annotations.NullMarked;

/** The forwarding plane: pinned eBPF programs and tables behind the {@code Forwarding} service. */
@NullMarked
package net.weftnet.compute.forwarding;

import org.jspecify.annotations.NullMarked;

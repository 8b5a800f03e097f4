/** The network devices of this host, as the kernel names and numbers them. */
@NullMarked
package net.weftnet.compute.agent.device;

import org.jspecify.annotations.NullMarked;

/** The C library through Panama: every native handle of the bundle, and network devices over netlink. */
@NullMarked
package net.weftnet.compute.forwarding.linux;

import org.jspecify.annotations.NullMarked;

/** Commands that show the forwarding tables as the kernel has them. */
@NullMarked
package net.weftnet.compute.forwarding.shell;

import org.jspecify.annotations.NullMarked;

/** Tells analytics what becomes of the flows at this node's ports. */
@NullMarked
package net.weftnet.compute.agent.flow;

import org.jspecify.annotations.NullMarked;

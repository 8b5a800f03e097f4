/** Desired contents of the forwarding tables, and their reconciliation with what is installed. */
@NullMarked
package net.weftnet.compute.agent.table;

import org.jspecify.annotations.NullMarked;

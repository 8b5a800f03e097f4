/** The Sandesh client: what waits to be sent, the session with a collector, and the report of the node's health. */
@NullMarked
package net.weftnet.common.sandesh;

import org.jspecify.annotations.NullMarked;

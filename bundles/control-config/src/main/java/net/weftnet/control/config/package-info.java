/** Wires the IF-MAP client to the configuration graph and offers the graph as a service. */
@NullMarked
package net.weftnet.control.config;

import org.jspecify.annotations.NullMarked;

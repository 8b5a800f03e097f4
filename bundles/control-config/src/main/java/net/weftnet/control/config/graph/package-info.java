/**
 * The graph in memory, and what others see of it: an agent's sub-graph, the routing instances. Pure: no threads, no
 * connections; one thread owns all objects of a graph.
 */
@NullMarked
package net.weftnet.control.config.graph;

import org.jspecify.annotations.NullMarked;

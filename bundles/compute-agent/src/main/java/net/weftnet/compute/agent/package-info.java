/** The vRouter agent: configuration, routes and workload ports to forwarding tables. */
@NullMarked
package net.weftnet.compute.agent;

import org.jspecify.annotations.NullMarked;

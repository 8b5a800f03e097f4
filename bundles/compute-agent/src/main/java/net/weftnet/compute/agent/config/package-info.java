/** The agent's part of the configuration graph, as its control node sends it. */
@NullMarked
package net.weftnet.compute.agent.config;

import org.jspecify.annotations.NullMarked;

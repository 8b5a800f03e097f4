/** Karaf commands that show the agent. */
@NullMarked
package net.weftnet.compute.agent.shell;

import org.jspecify.annotations.NullMarked;

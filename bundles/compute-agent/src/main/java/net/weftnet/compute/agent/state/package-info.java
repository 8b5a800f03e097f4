/** What the agent keeps on disk: numbers that must survive a restart. */
@NullMarked
package net.weftnet.compute.agent.state;

import org.jspecify.annotations.NullMarked;

/** Policy: access control lists of networks and security groups as rule sets of the ports they protect. */
@NullMarked
package net.weftnet.compute.agent.policy;

import org.jspecify.annotations.NullMarked;

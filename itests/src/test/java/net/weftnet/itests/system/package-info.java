/** The whole system as its users run it: started by the launcher, with compute nodes and workloads in namespaces. */
@NullMarked
package net.weftnet.itests.system;

import org.jspecify.annotations.NullMarked;

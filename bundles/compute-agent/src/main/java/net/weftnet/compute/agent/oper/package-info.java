/** The operational view: what each workload interface is made of, and what it still lacks. */
@NullMarked
package net.weftnet.compute.agent.oper;

import org.jspecify.annotations.NullMarked;

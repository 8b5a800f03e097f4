/** Answers what agents ask about their workloads. */
@NullMarked
package net.weftnet.control.proxy;

import org.jspecify.annotations.NullMarked;

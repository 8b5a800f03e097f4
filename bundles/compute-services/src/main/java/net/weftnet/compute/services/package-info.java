/** What a compute node answers to its workloads. */
@NullMarked
package net.weftnet.compute.services;

import org.jspecify.annotations.NullMarked;

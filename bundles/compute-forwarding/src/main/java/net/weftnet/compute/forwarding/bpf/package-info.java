/**
 * eBPF from user space: reads an object file of clang, creates maps, loads programs, attaches and pins, all by bpf(2).
 * It knows nothing of what the programs do.
 */
@NullMarked
package net.weftnet.compute.forwarding.bpf;

import org.jspecify.annotations.NullMarked;

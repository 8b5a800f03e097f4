/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tracing: a test run with a mark that no device gives writes down each decision about its packet, for people. Marks do
 * not cross into another network namespace, so a workload cannot set this one.
 */
#ifndef WEFTNET_TRACE_H
#define WEFTNET_TRACE_H

#include <stddef.h>

#include "tables.h"

static __always_inline int is_traced(const struct __sk_buff *skb)
{
    __u32 mark;
    /* In assembler, as the compiler would keep a pointer into skb, and the verifier takes none but skb itself. */
    asm volatile("%0 = *(u32 *)(%1 + %2)" : "=r"(mark) : "r"(skb), "i"(offsetof(struct __sk_buff, mark)));
    return mark == TRACE_MARK;
}

__attribute__((noinline)) int write_step(__u32 kind, __u32 first, __u32 second, __u32 third, __u32 fourth)
{
    __u32 zero = 0;
    struct trace *all = bpf_map_lookup_elem(&trace, &zero);
    if (!all)
        return 0;
    __u32 at = all->count;
    if (at >= TRACE_STEPS)
        return 0;
    struct trace_step *step = &all->steps[at];
    step->kind = kind;
    step->arguments[0] = first;
    step->arguments[1] = second;
    step->arguments[2] = third;
    step->arguments[3] = fourth;
    all->count = at + 1;
    return 0;
}

static __always_inline void note(const struct __sk_buff *skb, enum trace_kind kind, __u32 first, __u32 second,
                                 __u32 third, __u32 fourth)
{
    if (is_traced(skb))
        write_step(kind, first, second, third, fourth);
}

#endif

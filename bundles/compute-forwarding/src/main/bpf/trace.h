/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tracing: a test run with a mark that no device gives writes down each decision about its packet, for people. Marks do
 * not cross into another network namespace, so a workload cannot set this one.
 */
#ifndef WEFTNET_TRACE_H
#define WEFTNET_TRACE_H

#include <stddef.h>

#include "address.h"
#include "tables.h"

static __always_inline int is_traced(const struct __sk_buff *skb)
{
    __u32 mark;
    /* In assembler, as the compiler would keep a pointer into skb, and the verifier takes none but skb itself. */
    asm volatile("%0 = *(u32 *)(%1 + %2)" : "=r"(mark) : "r"(skb), "i"(offsetof(struct __sk_buff, mark)));
    return mark == TRACE_MARK;
}

/* {@return the next step, of this kind; NULL if there are too many} */
static __always_inline struct trace_step *next_step(enum trace_kind kind)
{
    __u32 zero = 0;
    struct trace *all = bpf_map_lookup_elem(&trace, &zero);
    if (!all)
        return NULL;
    __u32 at = all->count;
    if (at >= TRACE_STEPS)
        return NULL;
    all->count = at + 1;
    all->steps[at].kind = kind;
    return &all->steps[at];
}

__attribute__((noinline)) int write_step(__u32 kind, __u32 first, __u32 second, __u32 third, __u32 fourth)
{
    struct trace_step *step = next_step(kind);
    if (!step)
        return 0;
    step->arguments[0] = first;
    step->arguments[1] = second;
    step->arguments[2] = third;
    step->arguments[3] = fourth;
    return 0;
}

__attribute__((noinline)) int write_route(__u32 vrf, const struct address *destination, __u32 next_hop, __u32 label)
{
    struct trace_step *step = next_step(TRACE_ROUTE);
    if (!step || !destination)
        return 0;
    step->arguments[0] = vrf;
    step->arguments[1] = next_hop;
    step->arguments[2] = label;
    for (int i = 0; i < 4; i++)
        step->arguments[3 + i] = destination->words[i];
    return 0;
}

__attribute__((noinline)) int write_translation(__u32 is_source, const struct address *address)
{
    struct trace_step *step = next_step(TRACE_TRANSLATED);
    if (!step || !address)
        return 0;
    step->arguments[0] = is_source;
    for (int i = 0; i < 4; i++)
        step->arguments[3 + i] = address->words[i];
    return 0;
}

static __always_inline void note(const struct __sk_buff *skb, enum trace_kind kind, __u32 first, __u32 second,
                                 __u32 third, __u32 fourth)
{
    if (is_traced(skb))
        write_step(kind, first, second, third, fourth);
}

#endif

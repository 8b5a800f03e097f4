/* SPDX-License-Identifier: Apache-2.0 */
/* Counting: every packet that comes, goes or is dropped. Each CPU has its own copy, so nothing is locked. */
#ifndef WEFTNET_COUNTERS_H
#define WEFTNET_COUNTERS_H

#include <linux/pkt_cls.h>

#include "trace.h"

static __always_inline void count(struct counter *counter, struct __sk_buff *skb)
{
    counter->packets++;
    counter->bytes += skb->len;
}

static __always_inline void count_received(struct __sk_buff *skb)
{
    __u32 ifindex = skb->ifindex;
    if (is_traced(skb))
        return;
    struct interface_counters *counters = bpf_map_lookup_elem(&interface_counters, &ifindex);
    if (counters)
        count(&counters->received, skb);
}

static __always_inline void count_sent(struct __sk_buff *skb, __u32 ifindex)
{
    if (is_traced(skb))
        return;
    struct interface_counters *counters = bpf_map_lookup_elem(&interface_counters, &ifindex);
    if (counters)
        count(&counters->sent, skb);
}

/* The only way out for a packet that is not forwarded. */
static __always_inline int drop(struct __sk_buff *skb, enum drop_reason reason)
{
    if (is_traced(skb)) {
        note(skb, TRACE_DROPPED, reason, 0, 0, 0);
        return TC_ACT_SHOT;
    }
    struct counter *counter = bpf_map_lookup_elem(&drops, &reason);
    if (counter)
        count(counter, skb);
    return TC_ACT_SHOT;
}

#endif

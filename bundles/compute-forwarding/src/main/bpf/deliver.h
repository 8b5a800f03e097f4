/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WEFTNET_DELIVER_H
#define WEFTNET_DELIVER_H

#include "counters.h"
#include "packet.h"

/*
 * Gives a frame to the workload behind an interface. If it is a veth whose other end is in the workload's namespace,
 * the packet continues at that end at once, without a trip through this CPU's receive queue.
 */
static __always_inline int deliver(struct __sk_buff *skb, __u32 ifindex, const struct interface *to)
{
    count_sent(skb, ifindex);
    note(skb, TRACE_DELIVERED, ifindex, 0, 0, 0);
    if (!to->peer_is_workload)
        return bpf_redirect(ifindex, 0);
    /* The frame was classified against the address of the device it came in by; now it is for the receiver. */
    bpf_skb_change_type(skb, PACKET_HOST);
    return bpf_redirect_peer(ifindex, 0);
}

#endif

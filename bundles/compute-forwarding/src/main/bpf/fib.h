/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Forwarding decisions: destination in a VRF -> route -> next hop -> a workload of this node, or a tunnel.
 */
#ifndef WEFTNET_FIB_H
#define WEFTNET_FIB_H

#include "counters.h"
#include "deliver.h"
#include "encapsulation.h"
#include "flow.h"
#include "frames.h"
#include "packet.h"
#include "route.h"

static __always_inline int send_to_workload(struct __sk_buff *skb, const struct next_hop *workload,
                                            struct packet *packet)
{
    __u32 ifindex = workload->interface;
    struct interface *to = bpf_map_lookup_elem(&interfaces, &ifindex);
    if (!to || to->kind != INTERFACE_WORKLOAD)
        return drop(skb, DROP_INVALID_IF);
    enum drop_reason fault = pass_port(skb, packet, ifindex, to, TO_WORKLOAD);
    if (fault == NO_DROP)
        fault = write_ethernet(skb, workload->mac, ethertype_of(packet));
    if (fault != NO_DROP)
        return drop(skb, fault);
    return deliver(skb, ifindex, to);
}

/* The path of a flow among equal ones, or NULL. The hash is of addresses and ports, the same for all its packets. */
static __always_inline struct ecmp_member *choose_path(struct __sk_buff *skb, __u32 id)
{
    struct ecmp *paths = bpf_map_lookup_elem(&ecmp, &id);
    if (!paths)
        return NULL;
    __u32 member = paths->buckets[bpf_get_hash_recalc(skb) % ECMP_BUCKETS];
    return member < ECMP_MEMBERS ? &paths->members[member] : NULL;
}

static __always_inline int send_to_next_hop(struct __sk_buff *skb, __u32 id, __u32 label, struct packet *packet)
{
    struct next_hop *next_hop = bpf_map_lookup_elem(&next_hops, &id);
    if (!next_hop)
        return drop(skb, DROP_INVALID_NH);
    note(skb, TRACE_NEXT_HOP, id, 0, 0, 0);
    if (next_hop->kind == NEXT_HOP_ECMP) {
        struct ecmp_member *path = choose_path(skb, id);
        if (!path)
            return drop(skb, DROP_INVALID_NH);
        label = path->label;
        id = path->next_hop;
        next_hop = bpf_map_lookup_elem(&next_hops, &id);
        if (!next_hop)
            return drop(skb, DROP_INVALID_NH);
        note(skb, TRACE_NEXT_HOP, id, 0, 0, 0);
    }
    switch (next_hop->kind) {
    case NEXT_HOP_DISCARD:
        return drop(skb, DROP_DISCARD);
    case NEXT_HOP_FLOATING:
        packet->floats = 1;
        return send_to_workload(skb, next_hop, packet);
    case NEXT_HOP_INTERFACE:
        return send_to_workload(skb, next_hop, packet);
    case NEXT_HOP_TUNNEL:
        if (next_hop->encapsulation == VXLAN)
            return send_to_router(skb, next_hop, label, packet);
        return send_to_tunnel(skb, next_hop, label, packet);
    case NEXT_HOP_ECMP: /* paths do not fork again */
    case NEXT_HOP_MULTICAST:
        break;
    }
    return drop(skb, DROP_INVALID_NH);
}

#endif

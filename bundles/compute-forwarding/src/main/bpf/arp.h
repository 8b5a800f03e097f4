/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Proxy ARP (RFC 1027): to a workload every address is at the virtual gateway, so that every packet it sends is
 * routed. Its own address is not answered, or it would believe in a conflict (RFC 5227). In a network that bridges, the
 * neighbours that are known are answered for with their own MAC addresses, and what nobody knows is asked of all.
 */
#ifndef WEFTNET_ARP_H
#define WEFTNET_ARP_H

#include "bridge.h"

#define ARP_ETHERNET 1
#define ARP_REQUEST 1
#define ARP_REPLY 2

struct arp {
    __be16 hardware;
    __be16 protocol;
    __u8 hardware_length;
    __u8 protocol_length;
    __be16 operation;
    __u8 sender_mac[ETH_ALEN];
    __be32 sender;
    __u8 target_mac[ETH_ALEN];
    __be32 target;
} __attribute__((packed));

static __always_inline int is_request_for_other(const struct arp *arp)
{
    return arp->hardware == bpf_htons(ARP_ETHERNET) && arp->protocol == bpf_htons(ETH_P_IP) &&
           arp->hardware_length == ETH_ALEN && arp->protocol_length == 4 &&
           arp->operation == bpf_htons(ARP_REQUEST) && arp->sender /* 0: a probe */ &&
           arp->sender != arp->target /* equal: an announcement */;
}

/* Whether the address is that of the workload behind the interface. */
static __always_inline int is_own_address(const struct address *address, const struct interface *from, __u32 ifindex)
{
    struct route *route = find_route(from->vrf, address);
    if (!route)
        return 0;
    struct next_hop *next_hop = bpf_map_lookup_elem(&next_hops, &route->next_hop);
    return next_hop && next_hop->kind == NEXT_HOP_INTERFACE && next_hop->interface == ifindex;
}

/* @param mac the MAC address that the answer tells; NULL for the gateway's */
static __always_inline int answer_arp(struct __sk_buff *skb, const struct interface *from, const struct arp *request,
                                      const __u8 *mac)
{
    struct arp reply = {
        .hardware = request->hardware,
        .protocol = request->protocol,
        .hardware_length = request->hardware_length,
        .protocol_length = request->protocol_length,
        .operation = bpf_htons(ARP_REPLY),
        .sender_mac = GATEWAY_MAC,
        .sender = request->target,
        .target = request->sender,
    };
    if (mac)
        __builtin_memcpy(reply.sender_mac, mac, ETH_ALEN);
    __builtin_memcpy(reply.target_mac, request->sender_mac, ETH_ALEN);
    enum drop_reason fault = write_ethernet(skb, request->sender_mac, bpf_htons(ETH_P_ARP));
    if (fault != NO_DROP)
        return drop(skb, fault);
    if (bpf_skb_store_bytes(skb, ETH_HLEN, &reply, sizeof(reply), 0))
        return drop(skb, DROP_REWRITE_FAIL);
    note(skb, TRACE_ANSWERED, skb->ifindex, 0, 0, 0);
    return deliver(skb, skb->ifindex, from);
}

/* What is not for the gateway to answer is bridged. A workload may speak for its own addresses only. */
static __always_inline int admit_arp(struct __sk_buff *skb, const struct interface *from, const struct arp *arp)
{
    struct address sender = ipv4_address(arp->sender);
    if (checks_source(from) && (!is_same_mac(arp->sender_mac, from->mac) ||
                                (arp->sender && !is_own_address(&sender, from, skb->ifindex))))
        return drop(skb, DROP_INVALID_SOURCE);
    return TO_BRIDGE;
}

/* {@return what becomes of it, or TO_BRIDGE} */
__attribute__((noinline)) int take_arp(struct __sk_buff *skb, const struct interface *from)
{
    struct arp arp;
    if (!from)
        return drop(skb, DROP_INVALID_IF);
    if (bpf_skb_load_bytes(skb, ETH_HLEN, &arp, sizeof(arp)))
        return drop(skb, DROP_PULL);
    int bridges = from->forwarding & FORWARDING_BRIDGE;
    struct address target = ipv4_address(arp.target);
    if (!is_request_for_other(&arp) || is_own_address(&target, from, skb->ifindex))
        return bridges ? admit_arp(skb, from, &arp) : drop(skb, DROP_INVALID_ARP);
    if (!bridges)
        return answer_arp(skb, from, &arp, NULL);
    struct neighbour *neighbour = find_neighbour(from->vrf, &target);
    if (neighbour)
        return answer_arp(skb, from, &arp, neighbour->mac);
    if (has_gateway(from) && find_route(from->vrf, &target))
        return answer_arp(skb, from, &arp, NULL);
    return admit_arp(skb, from, &arp);
}

#endif

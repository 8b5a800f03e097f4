/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bridging: frames by MAC address within a VRF, to a workload of this node or in a tunnel; frames for many to each
 * receiver once. What came out of a tunnel goes to workloads of this node only: whoever sent it has sent it to every
 * node (split horizon), so nothing goes in circles.
 */
#ifndef WEFTNET_BRIDGE_H
#define WEFTNET_BRIDGE_H

#include "fib.h"
#include "frames.h"

#define IP_LIMITED_BROADCAST 0xffffffff
#define IP_MULTICAST_MASK 0xf0000000
#define IP_MULTICAST 0xe0000000
#define IPV6_DESTINATION 24 /* its offset in the header */

/* Where a frame goes, or NULL. */
static __always_inline struct bridge_route *find_bridge_route(__u32 vrf, const __u8 *mac)
{
    struct bridge_key key = { .vrf = vrf };
    __builtin_memcpy(key.mac, mac, ETH_ALEN);
    struct bridge_route *route = bpf_map_lookup_elem(&bridge, &key);
    if (route)
        return route;
    if (is_for_many(mac))
        __builtin_memset(key.mac, 0xff, ETH_ALEN);
    else
        __builtin_memset(key.mac, 0, ETH_ALEN);
    return bpf_map_lookup_elem(&bridge, &key);
}

static __always_inline struct neighbour *find_neighbour(__u32 vrf, const struct address *address)
{
    struct neighbour_key key = { .vrf = vrf, .address = *address };
    return bpf_map_lookup_elem(&neighbours, &key);
}

/*
 * Whether the packet in a frame for many is for many, too. Others could reach a workload past its policy, which is about
 * packets for one.
 */
__attribute__((noinline)) int has_packet_for_many(struct __sk_buff *skb, __u32 vrf, __be16 protocol)
{
    __u8 first;
    struct iphdr ip;
    switch (protocol) {
    case bpf_htons(ETH_P_IP):
        if (bpf_skb_load_bytes(skb, ETH_HLEN, &ip, sizeof(ip)))
            return 0;
        if (ip.daddr == IP_LIMITED_BROADCAST ||
            (ip.daddr & bpf_htonl(IP_MULTICAST_MASK)) == bpf_htonl(IP_MULTICAST))
            return 1;
        struct address destination = ipv4_address(ip.daddr);
        struct neighbour *all = find_neighbour(vrf, &destination);
        return all && is_for_many(all->mac);
    case bpf_htons(ETH_P_IPV6):
        return !bpf_skb_load_bytes(skb, ETH_HLEN + IPV6_DESTINATION, &first, sizeof(first)) && first == 0xff;
    default:
        return 1;
    }
}

/* {@return whether a copy could be made} */
static __always_inline int send_copy(struct __sk_buff *skb, __u32 ifindex, __u64 flags)
{
    if (!bpf_clone_redirect(skb, ifindex, flags))
        return 1;
    drop(skb, DROP_MCAST_CLONE_FAIL);
    return 0;
}

/*
 * One of a list. A copy for a node goes into its tunnel when it comes back by the underlay device, see resume_copy().
 * {@return 0 behind the end of the list}
 */
__attribute__((noinline)) int copy_to(struct __sk_buff *skb, __u32 list, __u32 place, __u32 from_tunnel)
{
    struct multicast *all = bpf_map_lookup_elem(&multicast, &list);
    if (!all || place >= MAX_COPIES || place >= all->count)
        return 0;
    __u32 zero = 0;
    __u32 id = all->copies[place].next_hop;
    struct next_hop *next_hop = bpf_map_lookup_elem(&next_hops, &id);
    struct node *self = bpf_map_lookup_elem(&node, &zero);
    if (!next_hop || !self)
        return 1;
    __u32 to = next_hop->interface;
    int is_tunnel = next_hop->kind == NEXT_HOP_TUNNEL;
    if (is_tunnel ? from_tunnel || !self->fabric : next_hop->kind != NEXT_HOP_INTERFACE || to == skb->ifindex)
        return 1;
    note(skb, TRACE_COPY, id, all->copies[place].label, 0, 0);
    if (is_traced(skb))
        return 1;
    if (!is_tunnel) {
        if (send_copy(skb, to, 0))
            count_sent(skb, to);
        return 1;
    }
    skb->mark = MARK_COPY | place;
    skb->cb[0] = list;
    send_copy(skb, self->fabric, BPF_F_INGRESS);
    skb->mark = 0;
    return 1;
}

/*
 * Gives a frame to each of a list, but not back to where it came from. The frame itself ends here: of the actions of a
 * tcx program this is the only one that does not hand it to the kernel's stack or to a device.
 */
__attribute__((noinline)) int flood(struct __sk_buff *skb, __u32 list, __u32 from_tunnel)
{
    for (__u32 place = 0; place < MAX_COPIES; place++) {
        if (!copy_to(skb, list, place, from_tunnel))
            break;
    }
    return TC_ACT_SHOT;
}

/* A copy that comes by the underlay device, on its way into a tunnel. */
__attribute__((noinline)) int resume_copy(struct __sk_buff *skb)
{
    struct ethhdr frame;
    __u32 list = skb->cb[0];
    __u32 place = skb->mark & MARK_COPY_PLACE;
    skb->mark = 0;
    struct multicast *all = bpf_map_lookup_elem(&multicast, &list);
    if (!all || place >= MAX_COPIES || place >= all->count)
        return drop(skb, DROP_INVALID_NH);
    __u32 id = all->copies[place].next_hop;
    struct next_hop *tunnel = bpf_map_lookup_elem(&next_hops, &id);
    if (!tunnel || tunnel->kind != NEXT_HOP_TUNNEL)
        return drop(skb, DROP_INVALID_NH);
    if (bpf_skb_load_bytes(skb, 0, &frame, sizeof(frame)))
        return drop(skb, DROP_PULL);
    return send_frame_to_tunnel(skb, tunnel, all->copies[place].label, &frame);
}

/* Whether policy has a say: it is about packets, and other frames pass within their network. */
static __always_inline int is_packet(__be16 protocol)
{
    return protocol == bpf_htons(ETH_P_IP) || protocol == bpf_htons(ETH_P_IPV6);
}

/*
 * A frame to a workload of this node, as it is. The shortcut to the other end of a veth is for packets that the kernel
 * knows for what they are; a frame of another kind was in a packet of IP until now.
 */
static __always_inline int send_frame_to_workload(struct __sk_buff *skb, __u32 ifindex, const struct ethhdr *frame)
{
    struct packet packet;
    struct interface *to = bpf_map_lookup_elem(&interfaces, &ifindex);
    if (!to || to->kind != INTERFACE_WORKLOAD)
        return drop(skb, DROP_INVALID_IF);
    enum drop_reason fault;
    if (is_packet(frame->h_proto)) {
        fault = read_ip(skb, ETH_HLEN, &packet);
        if (fault == NO_DROP)
            fault = pass_port(skb, &packet, ifindex, to, TO_WORKLOAD);
        return fault == NO_DROP ? deliver(skb, ifindex, to) : drop(skb, fault);
    }
    count_sent(skb, ifindex);
    note(skb, TRACE_DELIVERED, ifindex, 0, 0, 0);
    return bpf_redirect(ifindex, 0);
}

/* Forwards a frame within the bridge of a VRF. */
__attribute__((noinline)) int bridge_frame(struct __sk_buff *skb, __u32 vrf, const struct ethhdr *frame,
                                           __u32 from_tunnel)
{
    if (!frame)
        return drop(skb, DROP_INVALID);
    struct bridge_route *route = find_bridge_route(vrf, frame->h_dest);
    if (!route)
        return drop(skb, DROP_L2_NO_ROUTE);
    __u32 id = route->next_hop;
    struct next_hop *next_hop = bpf_map_lookup_elem(&next_hops, &id);
    if (is_traced(skb)) {
        const __u8 *mac = frame->h_dest;
        write_step(TRACE_BRIDGE, vrf << 16 | mac[0] << 8 | mac[1], mac[2] << 24 | mac[3] << 16 | mac[4] << 8 | mac[5],
                   id, route->label);
    }
    if (!next_hop)
        return drop(skb, DROP_INVALID_NH);
    switch (next_hop->kind) {
    case NEXT_HOP_INTERFACE:
        if (next_hop->interface == skb->ifindex)
            return drop(skb, DROP_PKT_LOOP);
        return send_frame_to_workload(skb, next_hop->interface, frame);
    case NEXT_HOP_TUNNEL:
        if (from_tunnel)
            return drop(skb, DROP_PKT_LOOP);
        return send_frame_to_tunnel(skb, next_hop, route->label, frame);
    case NEXT_HOP_MULTICAST:
        if (is_for_many(frame->h_dest) && !has_packet_for_many(skb, vrf, frame->h_proto))
            return drop(skb, DROP_INVALID_PACKET);
        return flood(skb, id, from_tunnel);
    case NEXT_HOP_DISCARD:
        return drop(skb, DROP_DISCARD);
    case NEXT_HOP_ECMP:
    case NEXT_HOP_FLOATING:
        break;
    }
    return drop(skb, DROP_INVALID_NH);
}

/* What a function returns that leaves the frame to bridge_frame(): functions that call each other share a small stack. */
#define TO_BRIDGE (-2)

static __always_inline int has_gateway(const struct interface *from)
{
    return !from->forwarding || from->forwarding & FORWARDING_ROUTE;
}

/* Whether the workload may send from an address other than its own. */
static __always_inline int checks_source(const struct interface *from)
{
    __u32 number = from->policy;
    if (!number)
        return 0;
    struct policy *policy = bpf_map_lookup_elem(&policies, &number);
    return !policy || policy->check_source;
}

#endif

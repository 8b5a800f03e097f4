// SPDX-License-Identifier: Apache-2.0
/*
 * The forwarding plane of a compute node. Two programs, run by the kernel for each packet a device receives:
 *
 *     workload ──▶ from_workload ──▶ flow at its port ──▶ FIB ─┬─▶ flow at the other port ──▶ workload of this node
 *                                                              └─▶ tunnel ──▶ underlay
 *     underlay ──▶ from_underlay ──▶ label ──▶ flow at the port ──▶ workload
 *
 * A program returns what becomes of the packet: dropped and counted, redirected, or (from the underlay only) left to
 * the kernel's own network stack.
 */
#include "arp.h"
#include "fib.h"
#include "nd.h"
#include "punt.h"

/* The next program on the device, or the kernel's stack if there is none (TCX_NEXT). */
#define LEAVE_TO_KERNEL TC_ACT_UNSPEC

static __always_inline int route_from_workload(struct __sk_buff *skb, const struct interface *from)
{
    struct packet packet;
    enum drop_reason fault = skb->protocol == bpf_htons(ETH_P_IPV6) ? read_ipv6(skb, ETH_HLEN, &packet)
                                                                     : read_ipv4(skb, ETH_HLEN, &packet);
    if (fault != NO_DROP)
        return drop(skb, fault);
    if (is_neighbour_solicitation(skb, &packet))
        return answer_solicitation(skb, &packet, from);
    /* Broadcast and multicast are not routed: they wait for the bridge tables. */
    if (skb->pkt_type == PACKET_BROADCAST || skb->pkt_type == PACKET_MULTICAST)
        return drop(skb, DROP_L2_NO_ROUTE);
    if (is_echo_for_us(skb, &packet))
        return answer_echo(skb, &packet);
    fault = pass_port(skb, &packet, skb->ifindex, from, FROM_WORKLOAD);
    if (fault != NO_DROP)
        return drop(skb, fault);
    struct route *route = find_route(packet.vrf, &packet.destination);
    if (!route)
        return drop(skb, DROP_NOWHERE_TO_GO);
    if (is_traced(skb))
        write_route(packet.vrf, &packet.destination, route->next_hop, route->label);
    fault = decrement_ttl(skb, &packet);
    if (fault == DROP_TTL_EXCEEDED)
        return answer_error(skb, &packet, TIME_EXCEEDED, 0, fault);
    if (fault != NO_DROP)
        return drop(skb, fault);
    return send_to_next_hop(skb, route->next_hop, route->label, &packet);
}

SEC("tc")
int from_workload(struct __sk_buff *skb)
{
    __u32 ifindex = skb->ifindex;
    struct interface *from = bpf_map_lookup_elem(&interfaces, &ifindex);
    if (!from)
        return drop(skb, DROP_INVALID_IF);
    count_received(skb);
    note(skb, TRACE_RECEIVED, ifindex, from->vrf, from->policy, 0);
    if (skb->vlan_present)
        return drop(skb, DROP_INVALID_PROTOCOL);
    enum punt_reason punted = find_punt_reason(skb);
    if (punted != PUNT_NONE)
        return punt(skb, from, punted);
    switch (skb->protocol) {
    case bpf_htons(ETH_P_IP):
    case bpf_htons(ETH_P_IPV6):
        return route_from_workload(skb, from);
    case bpf_htons(ETH_P_ARP):
        return answer_arp(skb, from);
    default:
        return drop(skb, DROP_INVALID_PROTOCOL);
    }
}

/* A packet of another node, whose MPLS header is at this offset: out of its tunnel and to the owner of the label. */
static __always_inline int leave_tunnel(struct __sk_buff *skb, __u32 offset)
{
    struct mpls mpls;
    struct packet packet;
    if (bpf_skb_load_bytes(skb, offset, &mpls, sizeof(mpls)))
        return drop(skb, DROP_PULL);
    __u32 word = bpf_ntohl(mpls.word);
    int is_bottom_of_stack = word >> 8 & 1;
    __u32 number = word >> 12;
    struct label *label = bpf_map_lookup_elem(&labels, &number);
    if (!label || !is_bottom_of_stack)
        return drop(skb, DROP_INVALID_LABEL);
    if (!(word & 0xff))
        return drop(skb, DROP_TTL_EXCEEDED);
    enum drop_reason fault = read_ip(skb, offset + sizeof(mpls), &packet);
    if (fault != NO_DROP)
        return drop(skb, fault);
    __s32 outer_length = offset + sizeof(mpls) - ETH_HLEN;
    __u64 version = packet.version == 6 ? ROOM_LEAVES_IPV6 : ROOM_LEAVES_IPV4;
    if (bpf_skb_adjust_room(skb, -outer_length, BPF_ADJ_ROOM_MAC, ROOM_FLAGS | version))
        return drop(skb, DROP_PULL);
    note(skb, TRACE_LABEL, number, label->next_hop, 0, 0);
    return send_to_next_hop(skb, label->next_hop, 0, &packet);
}

SEC("tc")
int from_underlay(struct __sk_buff *skb)
{
    struct iphdr outer;
    if (skb->pkt_type != PACKET_HOST || skb->protocol != bpf_htons(ETH_P_IP) || skb->vlan_present)
        return LEAVE_TO_KERNEL;
    if (load_header(skb, ETH_HLEN, &outer) || outer.version != 4 || outer.ihl != 5)
        return LEAVE_TO_KERNEL;
    __u32 mpls_offset = find_mpls(skb, &outer);
    if (!mpls_offset)
        return LEAVE_TO_KERNEL;
    count_received(skb);
    if (outer.frag_off & bpf_htons(IP_FRAGMENT_BITS))
        return drop(skb, DROP_FRAGMENTS);
    return leave_tunnel(skb, mpls_offset);
}

/* The helpers used above are open to programs of any license. */
char LICENSE[] SEC("license") = "Apache-2.0";

// SPDX-License-Identifier: Apache-2.0
/*
 * The forwarding plane of a compute node. Two programs, run by the kernel for each packet a device receives:
 *
 *     workload ──▶ from_workload ──▶ flow at its port ──▶ FIB or ─┬─▶ flow at the other port ──▶ workload of this node
 *                                                         bridge  └─▶ tunnel ──▶ underlay
 *     underlay ──▶ from_underlay ──▶ label or VNI ──▶ flow at the port ──▶ workload
 *
 * A program returns what becomes of the packet: dropped and counted, redirected, or (from the underlay only) left to
 * the kernel's own network stack.
 */
#include "arp.h"
#include "bridge.h"
#include "fib.h"
#include "nd.h"
#include "punt.h"

/* The next program on the device, or the kernel's stack if there is none (TCX_NEXT). */
#define LEAVE_TO_KERNEL TC_ACT_UNSPEC

static __always_inline int route_packet(struct __sk_buff *skb, struct packet *packet)
{
    if (!packet)
        return drop(skb, DROP_INVALID);
    struct route *route = find_route(packet->vrf, &packet->destination);
    if (!route)
        return drop(skb, DROP_NOWHERE_TO_GO);
    if (is_traced(skb))
        write_route(packet->vrf, &packet->destination, route->next_hop, route->label);
    enum drop_reason fault = decrement_ttl(skb, packet);
    if (fault == DROP_TTL_EXCEEDED)
        return answer_error(skb, packet, TIME_EXCEEDED, 0, fault);
    if (fault != NO_DROP)
        return drop(skb, fault);
    return send_to_next_hop(skb, route->next_hop, route->label, packet);
}

__attribute__((noinline)) int route_from_workload(struct __sk_buff *skb, const struct interface *from)
{
    struct packet packet;
    if (!from)
        return drop(skb, DROP_INVALID_IF);
    enum drop_reason fault = skb->protocol == bpf_htons(ETH_P_IPV6) ? read_ipv6(skb, ETH_HLEN, &packet)
                                                                     : read_ipv4(skb, ETH_HLEN, &packet);
    if (fault != NO_DROP)
        return drop(skb, fault);
    if (is_neighbour_solicitation(skb, &packet))
        return answer_solicitation(skb, &packet, from);
    /* Broadcast and multicast are not routed. */
    if (skb->pkt_type == PACKET_BROADCAST || skb->pkt_type == PACKET_MULTICAST)
        return drop(skb, DROP_L2_NO_ROUTE);
    if (is_echo_for_us(skb, &packet))
        return answer_echo(skb, &packet);
    fault = pass_port(skb, &packet, skb->ifindex, from, FROM_WORKLOAD);
    if (fault != NO_DROP)
        return drop(skb, fault);
    return route_packet(skb, &packet);
}

/* Whether a frame is for the virtual router, in a network that routes. */
static __always_inline int is_for_gateway(const struct ethhdr *frame, const struct interface *from)
{
    return has_gateway(from) && is_gateway_mac(frame->h_dest);
}

/* What a frame passes that a workload sends to a neighbour. {@return what becomes of it, or TO_BRIDGE} */
__attribute__((noinline)) int admit_frame(struct __sk_buff *skb, const struct interface *from,
                                          const struct ethhdr *frame)
{
    struct packet packet;
    if (!from || !frame)
        return drop(skb, DROP_INVALID_IF);
    if (is_packet(frame->h_proto)) {
        enum drop_reason fault = read_ip(skb, ETH_HLEN, &packet);
        if (fault != NO_DROP)
            return drop(skb, fault);
        if (is_neighbour_solicitation(skb, &packet) && is_known_target(skb, from))
            return answer_solicitation(skb, &packet, from);
        if (!is_for_many(frame->h_dest)) {
            fault = pass_port(skb, &packet, skb->ifindex, from, FROM_WORKLOAD);
            if (fault != NO_DROP)
                return drop(skb, fault);
            /* A rule can redirect to another routing instance: to its routes, as the MAC address is unknown there. */
            if (packet.vrf != from->vrf)
                return route_packet(skb, &packet);
        }
    }
    return TO_BRIDGE;
}

/* A frame for a neighbour, or about one. */
static __always_inline int bridge_from_workload(struct __sk_buff *skb, const struct interface *from,
                                                const struct ethhdr *frame)
{
    if (checks_source(from) && !is_same_mac(frame->h_source, from->mac))
        return drop(skb, DROP_INVALID_SOURCE);
    int action = frame->h_proto == bpf_htons(ETH_P_ARP) ? take_arp(skb, from) : admit_frame(skb, from, frame);
    return action == TO_BRIDGE ? bridge_frame(skb, from->vrf, frame, 0) : action;
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
    if (from->forwarding & FORWARDING_BRIDGE) {
        struct ethhdr frame;
        if (bpf_skb_load_bytes(skb, 0, &frame, sizeof(frame)))
            return drop(skb, DROP_PULL);
        if (!is_for_gateway(&frame, from) || frame.h_proto == bpf_htons(ETH_P_ARP))
            return bridge_from_workload(skb, from, &frame);
    }
    switch (skb->protocol) {
    case bpf_htons(ETH_P_IP):
    case bpf_htons(ETH_P_IPV6):
        return route_from_workload(skb, from);
    case bpf_htons(ETH_P_ARP):
        return take_arp(skb, from);
    default:
        return drop(skb, DROP_INVALID_PROTOCOL);
    }
}

/* A packet that a router behind a tunnel has sent to this one. It is for a workload here, or has gone astray. */
__attribute__((noinline)) int route_from_tunnel(struct __sk_buff *skb, __u32 vrf)
{
    struct packet packet;
    enum drop_reason fault = read_ip(skb, ETH_HLEN, &packet);
    if (fault != NO_DROP)
        return drop(skb, fault);
    struct route *route = find_route(vrf, &packet.destination);
    if (!route)
        return drop(skb, DROP_NOWHERE_TO_GO);
    if (is_traced(skb))
        write_route(vrf, &packet.destination, route->next_hop, route->label);
    __u32 id = route->next_hop;
    struct next_hop *next_hop = bpf_map_lookup_elem(&next_hops, &id);
    if (!next_hop)
        return drop(skb, DROP_INVALID_NH);
    packet.floats = next_hop->kind == NEXT_HOP_FLOATING;
    if (next_hop->kind != NEXT_HOP_INTERFACE && !packet.floats)
        return drop(skb, next_hop->kind == NEXT_HOP_DISCARD ? DROP_DISCARD : DROP_PKT_LOOP);
    fault = decrement_ttl(skb, &packet);
    if (fault != NO_DROP)
        return drop(skb, fault);
    return send_to_workload(skb, next_hop, &packet);
}

/* A frame of another node, in whichever tunnel: for this node's router, or for the bridge of the VRF. */
static __always_inline int receive_frame(struct __sk_buff *skb, __u32 offset, __u32 vrf)
{
    struct ethhdr frame;
    enum drop_reason fault = unwrap_frame(skb, offset, &frame);
    if (fault != NO_DROP)
        return drop(skb, fault);
    /* Some hosts take a packet behind a tag for a packet, which policy would not have seen. */
    if (frame.h_proto == bpf_htons(ETH_P_8021Q) || frame.h_proto == bpf_htons(ETH_P_8021AD))
        return drop(skb, DROP_INVALID_PROTOCOL);
    const __u8 *router = router_mac();
    int is_for_router = is_gateway_mac(frame.h_dest) || (router && is_same_mac(frame.h_dest, router));
    if (is_for_router && is_packet(frame.h_proto))
        return route_from_tunnel(skb, vrf);
    return bridge_frame(skb, vrf, &frame, 1);
}

/*
 * The network of the VXLAN header at an offset, and its number; NULL if this node has none of it: then it may be for
 * another VXLAN device of the node.
 */
static __always_inline struct vni *find_vni(struct __sk_buff *skb, __u32 offset, __u32 *number)
{
    struct vxlan vxlan;
    if (bpf_skb_load_bytes(skb, offset, &vxlan, sizeof(vxlan)) || !(vxlan.flags & bpf_htonl(VXLAN_HAS_VNI)))
        return NULL;
    *number = bpf_ntohl(vxlan.vni) >> 8;
    return bpf_map_lookup_elem(&vnis, number);
}

/* A packet of another node, which is at this offset: out of its tunnel and to the owner of the label. */
__attribute__((noinline)) int leave_tunnel(struct __sk_buff *skb, __u32 offset, __u32 next_hop)
{
    struct packet packet;
    enum drop_reason fault = read_ip(skb, offset, &packet);
    if (fault != NO_DROP)
        return drop(skb, fault);
    __s32 outer_length = offset - ETH_HLEN;
    __u64 version = packet.version == 6 ? ROOM_LEAVES_IPV6 : ROOM_LEAVES_IPV4;
    if (bpf_skb_adjust_room(skb, -outer_length, BPF_ADJ_ROOM_MAC, ROOM_FLAGS | version))
        return drop(skb, DROP_PULL);
    return send_to_next_hop(skb, next_hop, 0, &packet);
}

/* What is behind an MPLS header at this offset: a packet, or a frame. */
static __always_inline int leave_mpls(struct __sk_buff *skb, __u32 offset)
{
    struct mpls mpls;
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
    note(skb, TRACE_LABEL, number, label->next_hop, label->bridge, 0);
    offset += sizeof(mpls);
    return label->bridge ? receive_frame(skb, offset, label->bridge) : leave_tunnel(skb, offset, label->next_hop);
}

SEC("tc")
int from_underlay(struct __sk_buff *skb)
{
    struct iphdr outer;
    if (skb->mark == MARK_TUNNELLED) {
        skb->mark = 0;
        return bpf_redirect_neigh(skb->ifindex, NULL, 0, 0);
    }
    if ((skb->mark & ~MARK_COPY_PLACE) == MARK_COPY)
        return resume_copy(skb);
    if (skb->pkt_type != PACKET_HOST || skb->protocol != bpf_htons(ETH_P_IP) || skb->vlan_present)
        return LEAVE_TO_KERNEL;
    if (load_header(skb, ETH_HLEN, &outer) || outer.version != 4 || outer.ihl != 5)
        return LEAVE_TO_KERNEL;
    __u32 mpls_offset = find_mpls(skb, &outer);
    __u32 vxlan_offset = mpls_offset ? 0 : find_vxlan(skb, &outer);
    __u32 number = 0;
    struct vni *network = vxlan_offset ? find_vni(skb, vxlan_offset, &number) : NULL;
    if (!mpls_offset && !network)
        return LEAVE_TO_KERNEL;
    count_received(skb);
    if (outer.frag_off & bpf_htons(IP_FRAGMENT_BITS))
        return drop(skb, DROP_FRAGMENTS);
    if (!network)
        return leave_mpls(skb, mpls_offset);
    note(skb, TRACE_VNI, number, network->vrf, 0, 0);
    return receive_frame(skb, vxlan_offset + sizeof(struct vxlan), network->vrf);
}

/* The helpers used above are open to programs of any license. */
char LICENSE[] SEC("license") = "Apache-2.0";

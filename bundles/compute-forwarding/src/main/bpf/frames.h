/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whole Ethernet frames in tunnels: VXLAN (RFC 7348), and MPLS over UDP or GRE with frames inside (RFC 4448 without
 * control word).
 *
 *     underlay:  | Ethernet | IP | UDP | VXLAN | Ethernet | IP | ...
 *                | Ethernet | IP | UDP or GRE | MPLS | Ethernet | IP | ...
 *
 * A routed packet goes by VXLAN in a frame to the router at the other end (RFC 9135 section 4.1).
 */
#ifndef WEFTNET_FRAMES_H
#define WEFTNET_FRAMES_H

#include "encapsulation.h"

#define VXLAN_PORT 4789
#define VXLAN_HAS_VNI 0x08000000

/*
 * Marks of packets that this node gives to its own underlay device as if they came from there. No packet of the wire or
 * of a workload has a mark: it does not cross into another network namespace.
 */
#define MARK_TUNNELLED 0x77740000 /* in its tunnel already */
#define MARK_COPY 0x77630000      /* a copy: its list is in cb[0], its place there the low octet of the mark */
#define MARK_COPY_PLACE 0xff

struct vxlan {
    __be32 flags;
    __be32 vni; /* 24 bits, then 8 reserved ones */
};

struct vxlan_tunnel {
    struct iphdr ip;
    struct udphdr udp;
    struct vxlan vxlan;
} __attribute__((packed));

/* TTL in the label of a frame: there is no packet to take it from. */
#define FRAME_TTL 64

/*
 * Puts a frame with this header behind room for an outer Ethernet header and a tunnel's. The kernel makes room within a
 * packet of IP only, with all that super-packets need; others have room made before them, and are none.
 *
 * @param tunnel octets of the outer IP header and all that follows, up to the frame
 */
static __always_inline enum drop_reason wrap_frame(struct __sk_buff *skb, const struct ethhdr *frame, __u32 tunnel,
                                                   __u64 protocol_flag)
{
    struct ethhdr outer = { .h_proto = bpf_htons(ETH_P_IP) };
    __u32 room = tunnel + ETH_HLEN;
    if (skb->protocol == bpf_htons(ETH_P_IP) || skb->protocol == bpf_htons(ETH_P_IPV6)) {
        __u64 flags = ROOM_FLAGS | BPF_F_ADJ_ROOM_ENCAP_L3_IPV4 | BPF_F_ADJ_ROOM_ENCAP_L2_ETH |
                      BPF_F_ADJ_ROOM_ENCAP_L2(ETH_HLEN) | protocol_flag;
        /* As in make_room(). */
        if (bpf_skb_adjust_room(skb, room, BPF_ADJ_ROOM_MAC, flags) &&
            bpf_skb_adjust_room(skb, room, BPF_ADJ_ROOM_MAC, ROOM_FLAGS))
            return DROP_PUSH;
    } else if (bpf_skb_change_head(skb, room, 0)) {
        return DROP_PUSH;
    }
    if (bpf_skb_store_bytes(skb, 0, &outer, sizeof(outer), 0) ||
        bpf_skb_store_bytes(skb, room, frame, sizeof(*frame), 0))
        return DROP_REWRITE_FAIL;
    return NO_DROP;
}

static __always_inline struct udphdr outer_udp(struct __sk_buff *skb, __u16 port, __u32 length)
{
    return (struct udphdr){
        .source = source_port(skb),
        .dest = bpf_htons(port),
        .len = bpf_htons(length),
    };
}

static __always_inline enum drop_reason push_vxlan(struct __sk_buff *skb, const struct next_hop *tunnel, __u32 vni,
                                                   const struct ethhdr *frame, __u8 traffic_class)
{
    __u32 length = skb->len + sizeof(struct vxlan_tunnel);
    struct vxlan_tunnel outer = {
        .ip = outer_ip(tunnel, IPPROTO_UDP, length, traffic_class),
        .udp = outer_udp(skb, VXLAN_PORT, length - sizeof(struct iphdr)),
        .vxlan = { .flags = bpf_htonl(VXLAN_HAS_VNI), .vni = bpf_htonl(vni << 8) },
    };
    enum drop_reason fault = wrap_frame(skb, frame, sizeof(outer), BPF_F_ADJ_ROOM_ENCAP_L4_UDP);
    if (fault != NO_DROP)
        return fault;
    return bpf_skb_store_bytes(skb, ETH_HLEN, &outer, sizeof(outer), 0) ? DROP_REWRITE_FAIL : NO_DROP;
}

static __always_inline enum drop_reason push_frame_udp(struct __sk_buff *skb, const struct next_hop *tunnel,
                                                       __u32 label, const struct ethhdr *frame,
                                                       __u8 traffic_class)
{
    __u32 length = skb->len + sizeof(struct udp_tunnel);
    struct udp_tunnel outer = {
        .ip = outer_ip(tunnel, IPPROTO_UDP, length, traffic_class),
        .udp = outer_udp(skb, MPLS_UDP_PORT, length - sizeof(struct iphdr)),
        .mpls = mpls_entry(label, FRAME_TTL),
    };
    enum drop_reason fault = wrap_frame(skb, frame, sizeof(outer), BPF_F_ADJ_ROOM_ENCAP_L4_UDP);
    if (fault != NO_DROP)
        return fault;
    return bpf_skb_store_bytes(skb, ETH_HLEN, &outer, sizeof(outer), 0) ? DROP_REWRITE_FAIL : NO_DROP;
}

static __always_inline enum drop_reason push_frame_gre(struct __sk_buff *skb, const struct next_hop *tunnel,
                                                       __u32 label, const struct ethhdr *frame,
                                                       __u8 traffic_class)
{
    struct gre_tunnel outer = {
        .ip = outer_ip(tunnel, IPPROTO_GRE, skb->len + sizeof(struct gre_tunnel), traffic_class),
        .gre = { .protocol = bpf_htons(ETHERTYPE_MPLS) },
        .mpls = mpls_entry(label, FRAME_TTL),
    };
    enum drop_reason fault = wrap_frame(skb, frame, sizeof(outer), BPF_F_ADJ_ROOM_ENCAP_L4_GRE);
    if (fault != NO_DROP)
        return fault;
    return bpf_skb_store_bytes(skb, ETH_HLEN, &outer, sizeof(outer), 0) ? DROP_REWRITE_FAIL : NO_DROP;
}

/* The class of service of the packet in a frame; 0 if there is none. */
static __always_inline __u8 traffic_class_of(struct __sk_buff *skb, __be16 protocol)
{
    __u16 start; /* version 4, of IPv4 header length 4 and class 8, of IPv6 class 8 and flow label */
    if ((protocol != bpf_htons(ETH_P_IP) && protocol != bpf_htons(ETH_P_IPV6)) ||
        bpf_skb_load_bytes(skb, ETH_HLEN, &start, sizeof(start)))
        return 0;
    return protocol == bpf_htons(ETH_P_IP) ? bpf_ntohs(start) : bpf_ntohs(start) >> 4;
}

/*
 * The kernel's neighbour layer takes packets that it knows as IP. A frame of another kind has an IP header now, and the
 * kernel sees it after another look at the whole: by the underlay device, as if the packet came from there.
 */
static __always_inline int transmit_frame(struct __sk_buff *skb, const struct node *self)
{
    /* As in send_to_tunnel(). */
    if (skb->len - ETH_HLEN > self->fabric_mtu && !skb->gso_size)
        return drop(skb, DROP_INTERFACE_TX_DISCARD);
    count_sent(skb, self->fabric);
    note(skb, TRACE_SENT, self->fabric, 0, 0, 0);
    if (skb->protocol == bpf_htons(ETH_P_IP))
        return bpf_redirect_neigh(self->fabric, NULL, 0, 0);
    skb->mark = MARK_TUNNELLED;
    return bpf_redirect(self->fabric, BPF_F_INGRESS);
}

/*
 * The inner Ethernet header is this one, whatever the packet begins with. A function of its own, as other large ones here
 * and in bridge.h: the verifier looks at it once and not again at each place of use.
 */
__attribute__((noinline)) int send_frame_to_tunnel(struct __sk_buff *skb, const struct next_hop *tunnel, __u32 label,
                                                   const struct ethhdr *frame)
{
    if (!tunnel || !frame)
        return drop(skb, DROP_INVALID_NH);
    if (!label)
        return drop(skb, DROP_INVALID_LABEL);
    __u32 zero = 0;
    struct node *self = bpf_map_lookup_elem(&node, &zero);
    if (!self || !self->fabric)
        return drop(skb, DROP_INVALID_IF);
    enum drop_reason fault = DROP_INVALID_NH;
    __u8 traffic_class = traffic_class_of(skb, frame->h_proto);
    if (tunnel->encapsulation == VXLAN)
        fault = push_vxlan(skb, tunnel, label, frame, traffic_class);
    else if (tunnel->encapsulation == MPLS_OVER_UDP)
        fault = push_frame_udp(skb, tunnel, label, frame, traffic_class);
    else if (tunnel->encapsulation == MPLS_OVER_GRE)
        fault = push_frame_gre(skb, tunnel, label, frame, traffic_class);
    if (fault != NO_DROP)
        return drop(skb, fault);
    return transmit_frame(skb, self);
}

/* The MAC address that other nodes know this one's router by: that of its underlay device. */
static __always_inline const __u8 *router_mac(void)
{
    __u32 zero = 0;
    struct node *self = bpf_map_lookup_elem(&node, &zero);
    if (!self)
        return NULL;
    __u32 fabric = self->fabric;
    struct interface *underlay = bpf_map_lookup_elem(&interfaces, &fabric);
    return underlay ? underlay->mac : NULL;
}

/* A routed packet, to the router behind a VXLAN tunnel. */
static __always_inline int send_to_router(struct __sk_buff *skb, const struct next_hop *tunnel, __u32 vni,
                                          const struct packet *packet)
{
    struct ethhdr frame = { .h_proto = ethertype_of(packet) };
    const __u8 *own = router_mac();
    if (!own)
        return drop(skb, DROP_INVALID_IF);
    __builtin_memcpy(frame.h_source, own, ETH_ALEN);
    __builtin_memcpy(frame.h_dest, tunnel->mac, ETH_ALEN);
    return send_frame_to_tunnel(skb, tunnel, vni, &frame);
}

/* Where the VXLAN header of a packet starts, or 0 if there is none. */
static __always_inline __u32 find_vxlan(struct __sk_buff *skb, const struct iphdr *outer)
{
    struct udphdr udp;
    __u32 offset = ETH_HLEN + sizeof(*outer);
    if (outer->protocol != IPPROTO_UDP || bpf_skb_load_bytes(skb, offset, &udp, sizeof(udp)) ||
        udp.dest != bpf_htons(VXLAN_PORT))
        return 0;
    return offset + sizeof(udp);
}

/*
 * Takes a frame out of its tunnel. The kernel shortens a packet behind its Ethernet header, so what goes is the outer
 * headers and the inner Ethernet header, which then takes the place of the outer one.
 *
 * @param offset where the frame starts
 */
static __always_inline enum drop_reason unwrap_frame(struct __sk_buff *skb, __u32 offset, struct ethhdr *frame)
{
    if (bpf_skb_load_bytes(skb, offset, frame, sizeof(*frame)))
        return DROP_PULL;
    __u64 version = frame->h_proto == bpf_htons(ETH_P_IPV6) ? ROOM_LEAVES_IPV6 : ROOM_LEAVES_IPV4;
    if (bpf_skb_adjust_room(skb, -(__s32)offset, BPF_ADJ_ROOM_MAC, ROOM_FLAGS | version))
        return DROP_PULL;
    return bpf_skb_store_bytes(skb, 0, frame, sizeof(*frame), 0) ? DROP_REWRITE_FAIL : NO_DROP;
}

#endif

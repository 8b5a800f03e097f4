/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tunnels between nodes: one MPLS label over UDP (RFC 7510) or GRE (RFC 4023), over IPv4. The inner Ethernet header
 * does not travel:
 *
 *     workload:  | Ethernet | IP | ...                     underlay:  | Ethernet | IP | UDP or GRE | MPLS | IP | ...
 *
 * Both ways the kernel makes or removes the room between the Ethernet header and what follows it
 * (bpf_skb_adjust_room), and is told what goes there, so that it can segment a super-packet after us: FIXED_GSO keeps
 * the segment size the sender chose, ENCAP_* name the outer headers.
 */
#ifndef WEFTNET_ENCAPSULATION_H
#define WEFTNET_ENCAPSULATION_H

#include <linux/udp.h>

#include "counters.h"
#include "gateway.h"
#include "packet.h"

#define MPLS_UDP_PORT 6635
#define MPLS_UDP_PORT_LEGACY 51234 /* what the first OpenContrail releases sent */
#define MPLS_UDP_FIRST_SOURCE_PORT 49152
#define ETHERTYPE_MPLS 0x8847
#define IP_DONT_FRAGMENT 0x4000
#define OUTER_TTL 64
#define DSCP_BITS 0xfc

struct gre {
    __be16 flags; /* no checksum, key or sequence number, version 0 */
    __be16 protocol;
};

struct mpls {
    __be32 word; /* label 20 | traffic class 3 | bottom of stack 1 | TTL 8 (RFC 3032) */
};

struct udp_tunnel {
    struct iphdr ip;
    struct udphdr udp;
    struct mpls mpls;
} __attribute__((packed));

struct gre_tunnel {
    struct iphdr ip;
    struct gre gre;
    struct mpls mpls;
} __attribute__((packed));

#define ROOM_FLAGS (BPF_F_ADJ_ROOM_FIXED_GSO | BPF_F_ADJ_ROOM_NO_CSUM_RESET)
/* What is left when a tunnel's headers are gone: in linux/bpf.h since 6.3, newer than the headers of some machines. */
#define ROOM_LEAVES_IPV4 (1 << 7)
#define ROOM_LEAVES_IPV6 (1 << 8)
#define ENCAP_FLAGS (ROOM_FLAGS | BPF_F_ADJ_ROOM_ENCAP_L3_IPV4 | BPF_F_ADJ_ROOM_ENCAP_L2(sizeof(struct mpls)))

static __always_inline struct mpls mpls_entry(__u32 label, __u8 ttl)
{
    return (struct mpls){ bpf_htonl(label << 12 | 1 << 8 | ttl) };
}

static __always_inline struct iphdr outer_ip(const struct next_hop *tunnel, __u8 protocol, __u16 length,
                                               __u8 traffic_class)
{
    struct iphdr ip = {
        .version = 4,
        .ihl = 5,
        /* The class of service for the underlay; of congestion tunnels do not tell (RFC 6040 section 4.1). */
        .tos = traffic_class & DSCP_BITS,
        .tot_len = bpf_htons(length),
        .frag_off = bpf_htons(IP_DONT_FRAGMENT),
        .ttl = OUTER_TTL,
        .protocol = protocol,
        .saddr = tunnel->source,
        .daddr = tunnel->destination,
    };
    ip.check = fold(sum_of_words(&ip, sizeof(ip)));
    return ip;
}

/* The flow's hash in the source port: routers of the underlay spread flows over equal paths and keep each in order. */
static __always_inline __be16 source_port(struct __sk_buff *skb)
{
    return bpf_htons(MPLS_UDP_FIRST_SOURCE_PORT + (bpf_get_hash_recalc(skb) >> 18));
}

/*
 * A packet that came out of a tunnel and was routed on by a workload still carries the kernel's mark of its first outer
 * headers, and the kernel describes just one set: then the room is made without saying for what.
 */
static __always_inline enum drop_reason make_room(struct __sk_buff *skb, __u32 length, __u64 protocol_flag)
{
    if (bpf_skb_adjust_room(skb, length, BPF_ADJ_ROOM_MAC, ENCAP_FLAGS | protocol_flag) &&
        bpf_skb_adjust_room(skb, length, BPF_ADJ_ROOM_MAC, ROOM_FLAGS))
        return DROP_PUSH;
    return NO_DROP;
}

/* What is IPv6 within is IPv4 from outside. */
static __always_inline enum drop_reason write_outer_type(struct __sk_buff *skb, const struct packet *inner)
{
    __be16 type = bpf_htons(ETH_P_IP);
    if (inner->version == 4)
        return NO_DROP;
    return bpf_skb_store_bytes(skb, offsetof(struct ethhdr, h_proto), &type, sizeof(type), 0) ? DROP_REWRITE_FAIL
                                                                                              : NO_DROP;
}

static __always_inline enum drop_reason push_udp(struct __sk_buff *skb, const struct next_hop *tunnel, __u32 label,
                                                 const struct packet *inner)
{
    __u16 length = inner->length + sizeof(struct udp_tunnel);
    struct udp_tunnel outer = {
        .ip = outer_ip(tunnel, IPPROTO_UDP, length, inner->traffic_class),
        .udp = {
            .source = source_port(skb),
            .dest = bpf_htons(MPLS_UDP_PORT),
            .len = bpf_htons(length - sizeof(struct iphdr)),
        },
        .mpls = mpls_entry(label, inner->ttl),
    };
    enum drop_reason fault = make_room(skb, sizeof(outer), BPF_F_ADJ_ROOM_ENCAP_L4_UDP);
    if (fault != NO_DROP)
        return fault;
    if (bpf_skb_store_bytes(skb, ETH_HLEN, &outer, sizeof(outer), 0))
        return DROP_REWRITE_FAIL;
    return write_outer_type(skb, inner);
}

static __always_inline enum drop_reason push_gre(struct __sk_buff *skb, const struct next_hop *tunnel, __u32 label,
                                                 const struct packet *inner)
{
    struct gre_tunnel outer = {
        .ip = outer_ip(tunnel, IPPROTO_GRE, inner->length + sizeof(struct gre_tunnel), inner->traffic_class),
        .gre = { .protocol = bpf_htons(ETHERTYPE_MPLS) },
        .mpls = mpls_entry(label, inner->ttl),
    };
    enum drop_reason fault = make_room(skb, sizeof(outer), BPF_F_ADJ_ROOM_ENCAP_L4_GRE);
    if (fault != NO_DROP)
        return fault;
    if (bpf_skb_store_bytes(skb, ETH_HLEN, &outer, sizeof(outer), 0))
        return DROP_REWRITE_FAIL;
    return write_outer_type(skb, inner);
}

/*
 * Encapsulates and hands the packet to the kernel's neighbour layer, which finds the next router of the underlay,
 * resolves its MAC address (queueing meanwhile) and sends.
 */
static __always_inline int send_to_tunnel(struct __sk_buff *skb, const struct next_hop *tunnel, __u32 label,
                                          const struct packet *inner)
{
    /* No label to send under: a label of ours may not lead back into the underlay, and a route must have one. */
    if (!label)
        return drop(skb, DROP_INVALID_LABEL);
    __u32 zero = 0;
    struct node *self = bpf_map_lookup_elem(&node, &zero);
    if (!self || !self->fabric)
        return drop(skb, DROP_INVALID_IF);
    __u32 mtu = inner_mtu(self, tunnel->encapsulation == MPLS_OVER_UDP ? sizeof(struct udp_tunnel)
                                                                        : sizeof(struct gre_tunnel));
    if (!fits(skb, inner, mtu))
        return answer_error(skb, inner, TOO_BIG, mtu, DROP_INTERFACE_TX_DISCARD);
    enum drop_reason fault = DROP_INVALID_NH;
    if (tunnel->encapsulation == MPLS_OVER_UDP)
        fault = push_udp(skb, tunnel, label, inner);
    else if (tunnel->encapsulation == MPLS_OVER_GRE)
        fault = push_gre(skb, tunnel, label, inner);
    if (fault != NO_DROP)
        return drop(skb, fault);
    count_sent(skb, self->fabric);
    note(skb, TRACE_SENT, self->fabric, 0, 0, 0);
    return bpf_redirect_neigh(self->fabric, NULL, 0, 0);
}

/* Where the MPLS header of a tunnelled packet starts, or 0 if this is no tunnel of ours. */
static __always_inline __u32 find_mpls(struct __sk_buff *skb, const struct iphdr *outer)
{
    __u32 offset = ETH_HLEN + sizeof(*outer);
    struct udphdr udp;
    struct gre gre;
    switch (outer->protocol) {
    case IPPROTO_UDP:
        if (load_header(skb, offset, &udp))
            return 0;
        if (udp.dest != bpf_htons(MPLS_UDP_PORT) && udp.dest != bpf_htons(MPLS_UDP_PORT_LEGACY))
            return 0;
        return offset + sizeof(udp);
    case IPPROTO_GRE:
        if (bpf_skb_load_bytes(skb, offset, &gre, sizeof(gre)) || gre.flags ||
            gre.protocol != bpf_htons(ETHERTYPE_MPLS))
            return 0;
        return offset + sizeof(gre);
    default:
        return 0;
    }
}

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading and rewriting packets. `skb` is the kernel's packet: a frame that starts with its Ethernet header, maybe in
 * several pieces, maybe a super-packet (GSO) of up to 64 KiB that is segmented after us. The load and store helpers
 * hide the pieces and fail past the end of the frame.
 *
 * Both versions of IP are read into one form, struct packet, which is all that forwarding looks at.
 */
#ifndef WEFTNET_PACKET_H
#define WEFTNET_PACKET_H

#include <stddef.h>

#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/ipv6.h>

#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#include "address.h"

/* The virtual router's MAC address, the same on every node: workloads move without a new ARP exchange. */
#define GATEWAY_MAC { 0x00, 0x00, 0x5e, 0x00, 0x01, 0x00 }

static __always_inline int is_same_mac(const __u8 *one, const __u8 *other)
{
    return one[0] == other[0] && one[1] == other[1] && one[2] == other[2] && one[3] == other[3] &&
           one[4] == other[4] && one[5] == other[5];
}

static __always_inline int is_gateway_mac(const __u8 *mac)
{
    return mac[0] == 0x00 && mac[1] == 0x00 && mac[2] == 0x5e && mac[3] == 0x00 && mac[4] == 0x01 && mac[5] == 0x00;
}

/* Broadcast is a case of multicast: the lowest bit of the first octet. */
static __always_inline int is_for_many(const __u8 *mac)
{
    return mac[0] & 1;
}

#define NO_DROP ((enum drop_reason)-1)

#define IP_FRAGMENT_OFFSET 0x1fff
#define IP_MORE_FRAGMENTS 0x2000
#define IP_FRAGMENT_BITS (IP_MORE_FRAGMENTS | IP_FRAGMENT_OFFSET)

/*
 * Reads a header at an offset into a variable; not 0 if the frame ends before. Headers mostly are in the first piece of
 * a packet, where the program may look itself, which is cheaper than the call.
 */
#define MAX_DIRECT_OFFSET 256
#define load_header(skb, offset, header)                                                                               \
    ({                                                                                                                 \
        __u32 at_ = (offset);                                                                                          \
        void *start_ = (void *)(long)(skb)->data;                                                                      \
        void *end_ = (void *)(long)(skb)->data_end;                                                                    \
        long result_ = 0;                                                                                              \
        if (at_ <= MAX_DIRECT_OFFSET && start_ + at_ + sizeof(*(header)) <= end_)                                      \
            *(header) = *(typeof(header))(start_ + at_);                                                               \
        else                                                                                                           \
            result_ = bpf_skb_load_bytes(skb, at_, header, sizeof(*(header)));                                         \
        result_;                                                                                                       \
    })

enum fragment_part {
    NOT_FRAGMENTED,
    FIRST_FRAGMENT,
    LATER_FRAGMENT, /* without the ports */
};

/* The start of a TCP header, up to the flags. */
struct tcp_start {
    __be16 source;
    __be16 destination;
    __be32 sequence;
    __be32 acknowledgement;
    __u8 offset;
    __u8 flags;
};

/* What an IP header says, with what IPv6 has behind it in extension headers. */
struct packet {
    struct address source;
    struct address destination;
    __u32 vrf; /* where it is looked up */
    __u32 id;  /* of the fragmented datagram */
    __u16 header; /* octets until the transport header, extension headers included */
    __u16 length; /* of the packet as its header says, its header included; 0 in a super-packet above 64 KiB */
    __u8 version;
    __u8 protocol; /* of the transport header */
    __u8 ttl;
    __u8 traffic_class;
    __u8 fragment; /* enum fragment_part */
    __u8 floats;      /* the destination is a floating address of the workload it is delivered to */
    __sum16 checksum; /* of the IPv4 header */
};

/* Reads and checks an IPv4 header; returns NO_DROP or what is wrong. Options stay where they are. */
static __always_inline enum drop_reason read_ipv4(struct __sk_buff *skb, __u32 offset, struct packet *packet)
{
    struct iphdr ip;
    if (load_header(skb, offset, &ip))
        return DROP_PULL;
    if (ip.version != 4)
        return DROP_INVALID_PROTOCOL;
    __u32 length = bpf_ntohs(ip.tot_len);
    /* A super-packet above 64 KiB has no room for its length there and says 0. */
    if (ip.ihl < 5 || length > skb->len - offset || (length < ip.ihl * 4u && !skb->gso_size))
        return DROP_INVALID_PACKET;
    __u16 fragment = bpf_ntohs(ip.frag_off);
    *packet = (struct packet){
        .source = ipv4_address(ip.saddr),
        .destination = ipv4_address(ip.daddr),
        .id = ip.id,
        .header = ip.ihl * 4,
        .length = length,
        .version = 4,
        .protocol = ip.protocol,
        .ttl = ip.ttl,
        .traffic_class = ip.tos,
        .fragment = fragment & IP_FRAGMENT_OFFSET  ? LATER_FRAGMENT
                    : fragment & IP_MORE_FRAGMENTS ? FIRST_FRAGMENT
                                                   : NOT_FRAGMENTED,
        .checksum = ip.check,
    };
    return NO_DROP;
}

/* The start of an extension header of IPv6 (RFC 8200 section 4); the fragment header fills it. */
struct extension {
    __u8 next;
    __u8 length; /* in units of 8 octets, the first not counted; of an authentication header in units of 4, two not counted */
    __be16 fragment; /* offset << 3 | more */
    __be32 id;
};

#define MAX_EXTENSIONS 6
#define FRAGMENT_HEADER 44
#define FRAGMENT6_OFFSET 0xfff8
#define FRAGMENT6_MORE 1

/* Walks over the extension headers to the transport header. */
static __always_inline enum drop_reason skip_extensions(struct __sk_buff *skb, __u32 offset, struct packet *packet)
{
    struct extension extension;
    __u32 header = sizeof(struct ipv6hdr);
    __u8 next = packet->protocol;
    for (int i = 0; i <= MAX_EXTENSIONS; i++) {
        __u32 units = 8;
        __u32 first = 8;
        switch (next) {
        case IPPROTO_AH:
            units = 4;
            break;
        case IPPROTO_HOPOPTS:
        case IPPROTO_ROUTING:
        case IPPROTO_DSTOPTS:
        case FRAGMENT_HEADER:
            break;
        default:
            packet->protocol = next;
            packet->header = header;
            return NO_DROP;
        }
        if (bpf_skb_load_bytes(skb, offset + header, &extension, sizeof(extension)))
            return DROP_PULL;
        if (next == FRAGMENT_HEADER) {
            __u16 fragment = bpf_ntohs(extension.fragment);
            packet->id = extension.id;
            if (fragment & FRAGMENT6_OFFSET)
                packet->fragment = LATER_FRAGMENT;
            else if (fragment & FRAGMENT6_MORE)
                packet->fragment = FIRST_FRAGMENT;
            units = 0;
        }
        header += first + extension.length * units;
        next = extension.next;
        /* What follows is the middle of something. */
        if (packet->fragment == LATER_FRAGMENT) {
            packet->protocol = next;
            packet->header = header;
            return NO_DROP;
        }
    }
    return DROP_INVALID_PACKET;
}

/* Reads and checks an IPv6 header. A function of its own, for the verifier's sake. */
__attribute__((noinline)) int read_ipv6(struct __sk_buff *skb, __u32 offset, struct packet *packet)
{
    struct ipv6hdr ip;
    if (!packet || bpf_skb_load_bytes(skb, offset, &ip, sizeof(ip)))
        return DROP_PULL;
    if (ip.version != 6)
        return DROP_INVALID_PROTOCOL;
    __u32 length = bpf_ntohs(ip.payload_len);
    if (length + sizeof(ip) > skb->len - offset || (!length && ip.nexthdr != IPPROTO_NONE && !skb->gso_size))
        return DROP_INVALID_PACKET;
    packet->id = 0;
    /* A payload of 0 in a super-packet means one above 64 KiB. */
    packet->length = length || !skb->gso_size ? length + sizeof(ip) : 0;
    packet->version = 6;
    packet->protocol = ip.nexthdr;
    packet->ttl = ip.hop_limit;
    packet->traffic_class = ip.priority << 4 | ip.flow_lbl[0] >> 4;
    packet->fragment = NOT_FRAGMENTED;
    packet->floats = 0;
    packet->checksum = 0;
    __builtin_memcpy(&packet->source, &ip.saddr, sizeof(packet->source));
    __builtin_memcpy(&packet->destination, &ip.daddr, sizeof(packet->destination));
    if (is_ipv4(&packet->source) || is_ipv4(&packet->destination))
        return DROP_INVALID_PACKET;
    return skip_extensions(skb, offset, packet);
}

/* Reads the IP header at an offset, of the version that it says. */
static __always_inline enum drop_reason read_ip(struct __sk_buff *skb, __u32 offset, struct packet *packet)
{
    __u8 first;
    if (bpf_skb_load_bytes(skb, offset, &first, sizeof(first)))
        return DROP_PULL;
    return first >> 4 == 6 ? read_ipv6(skb, offset, packet) : read_ipv4(skb, offset, packet);
}

/* RFC 1812 section 5.3.1, with the incremental checksum of RFC 1141; RFC 8200 section 3. */
static __always_inline enum drop_reason decrement_ttl(struct __sk_buff *skb, struct packet *packet)
{
    if (packet->ttl <= 1)
        return DROP_TTL_EXCEEDED;
    packet->ttl--;
    if (packet->version == 6)
        return bpf_skb_store_bytes(skb, ETH_HLEN + offsetof(struct ipv6hdr, hop_limit), &packet->ttl, 1, 0)
                   ? DROP_REWRITE_FAIL
                   : NO_DROP;
    __u32 sum = packet->checksum + bpf_htons(0x0100);
    packet->checksum = sum + (sum >= 0xffff);
    /* TTL, protocol and checksum are neighbours: one store. */
    struct {
        __u8 ttl;
        __u8 protocol;
        __sum16 checksum;
    } words = { packet->ttl, packet->protocol, packet->checksum };
    return bpf_skb_store_bytes(skb, ETH_HLEN + offsetof(struct iphdr, ttl), &words, sizeof(words), 0)
               ? DROP_REWRITE_FAIL
               : NO_DROP;
}

static __always_inline __be16 ethertype_of(const struct packet *packet)
{
    return packet->version == 6 ? bpf_htons(ETH_P_IPV6) : bpf_htons(ETH_P_IP);
}

/* Readdresses the frame: from the virtual gateway to a workload. */
static __always_inline enum drop_reason write_ethernet(struct __sk_buff *skb, const __u8 *to, __be16 protocol)
{
    struct ethhdr ethernet = { .h_source = GATEWAY_MAC, .h_proto = protocol };
    __builtin_memcpy(ethernet.h_dest, to, ETH_ALEN);
    return bpf_skb_store_bytes(skb, 0, &ethernet, sizeof(ethernet), 0) ? DROP_REWRITE_FAIL : NO_DROP;
}

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the virtual gateway answers itself: echo requests to it and to the other service addresses of a workload, and
 * errors about packets that it cannot forward, so that ping, traceroute and path MTU discovery work. Answers go back by
 * the port the packet came from, and no policy is asked about them.
 */
#ifndef WEFTNET_GATEWAY_H
#define WEFTNET_GATEWAY_H

#include "checksum.h"
#include "deliver.h"
#include "icmp.h"
#include "punt.h"

#define ANSWER_TTL 64

/* The addresses of this node that the workload at an interface knows, or NULL. */
static __always_inline struct punt_port *services_of(__u32 ifindex)
{
    return bpf_map_lookup_elem(&punt_ports, &ifindex);
}

/* The gateway of the workload at an interface: the first of its service addresses of this version of IP, or NULL. */
static __always_inline const struct address *gateway_of(__u32 ifindex, __u8 version)
{
    struct punt_port *services = services_of(ifindex);
    if (!services)
        return NULL;
    for (__u32 i = 0; i < MAX_PUNT_ADDRESSES; i++) {
        if (i >= services->count)
            return NULL;
        if (is_ipv4(&services->addresses[i]) == (version == 4))
            return &services->addresses[i];
    }
    return NULL;
}

static __always_inline int is_echo_request(const struct packet *packet, __u8 type)
{
    return packet->version == 6 ? type == ICMPV6_ECHO_REQUEST : type == ICMP_ECHO;
}

static __always_inline enum drop_reason swap_addresses(struct __sk_buff *skb, const struct packet *packet)
{
    __u32 source = ETH_HLEN + (packet->version == 6 ? offsetof(struct ipv6hdr, saddr) : offsetof(struct iphdr, saddr));
    if (packet->version == 6) {
        struct address both[2] = { packet->destination, packet->source };
        return bpf_skb_store_bytes(skb, source, both, sizeof(both), 0) ? DROP_REWRITE_FAIL : NO_DROP;
    }
    __be32 both[2] = { ipv4_of(&packet->destination), ipv4_of(&packet->source) };
    return bpf_skb_store_bytes(skb, source, both, sizeof(both), 0) ? DROP_REWRITE_FAIL : NO_DROP;
}

static __always_inline enum drop_reason write_ttl(struct __sk_buff *skb, const struct packet *packet, __u8 ttl)
{
    if (packet->version == 6)
        return bpf_skb_store_bytes(skb, ETH_HLEN + offsetof(struct ipv6hdr, hop_limit), &ttl, 1, 0) ? DROP_REWRITE_FAIL
                                                                                                    : NO_DROP;
    if (bpf_l3_csum_replace(skb, ETH_HLEN + offsetof(struct iphdr, check), bpf_htons(packet->ttl << 8),
                            bpf_htons(ttl << 8), 2) ||
        bpf_skb_store_bytes(skb, ETH_HLEN + offsetof(struct iphdr, ttl), &ttl, 1, 0))
        return DROP_REWRITE_FAIL;
    return NO_DROP;
}

/* Back to the workload it came from. */
static __always_inline int return_to_sender(struct __sk_buff *skb, const __u8 *mac, __be16 protocol)
{
    __u32 ifindex = skb->ifindex;
    struct interface *port = bpf_map_lookup_elem(&interfaces, &ifindex);
    if (!port)
        return drop(skb, DROP_INVALID_IF);
    enum drop_reason fault = write_ethernet(skb, mac, protocol);
    if (fault != NO_DROP)
        return drop(skb, fault);
    note(skb, TRACE_ANSWERED, ifindex, 0, 0, 0);
    return deliver(skb, ifindex, port);
}

/* Whether a packet asks for an echo of a service address. Its later fragments do so too. */
static __always_inline int is_echo_for_us(struct __sk_buff *skb, const struct packet *packet)
{
    __u8 type;
    if (packet->protocol != (packet->version == 6 ? IPPROTO_ICMPV6 : IPPROTO_ICMP))
        return 0;
    struct punt_port *services = services_of(skb->ifindex);
    if (!services || !is_service_address(services, &packet->destination))
        return 0;
    return packet->fragment == LATER_FRAGMENT ||
           (!bpf_skb_load_bytes(skb, ETH_HLEN + packet->header, &type, 1) && is_echo_request(packet, type));
}

/* The request becomes its reply: nothing but type, addresses and time to live differs (RFC 1122 section 3.2.2.6). */
__attribute__((noinline)) int answer_echo(struct __sk_buff *skb, const struct packet *packet)
{
    struct ethhdr ethernet;
    if (!packet || bpf_skb_load_bytes(skb, 0, &ethernet, sizeof(ethernet)))
        return drop(skb, DROP_PULL);
    enum drop_reason fault = swap_addresses(skb, packet);
    if (fault == NO_DROP)
        fault = write_ttl(skb, packet, ANSWER_TTL);
    if (fault != NO_DROP)
        return drop(skb, fault);
    if (packet->fragment != LATER_FRAGMENT) {
        __u32 icmp = ETH_HLEN + packet->header;
        __u8 old = packet->version == 6 ? ICMPV6_ECHO_REQUEST : ICMP_ECHO;
        __u8 reply = packet->version == 6 ? ICMPV6_ECHO_REPLY : ICMP_ECHOREPLY;
        if (bpf_l4_csum_replace(skb, icmp + offsetof(struct icmp, checksum), bpf_htons(old << 8),
                                bpf_htons(reply << 8), 2) ||
            bpf_skb_store_bytes(skb, icmp, &reply, 1, 0))
            return drop(skb, DROP_REWRITE_FAIL);
    }
    return return_to_sender(skb, ethernet.h_source, ethertype_of(packet));
}

enum icmp_error {
    TIME_EXCEEDED,
    TOO_BIG,
};

/* How much of a packet an error about it quotes, its IP header included: a multiple of 4. */
#define MAX_QUOTE 96

struct error4 {
    struct iphdr ip;
    struct icmp icmp;
} __attribute__((packed));

struct error6 {
    struct ipv6hdr ip;
    struct icmp icmp;
} __attribute__((packed));

/* No errors about errors, nor to senders that are none or many, nor about the rest of a datagram (RFC 1122 3.2.2). */
static __always_inline int may_be_told(struct __sk_buff *skb, const struct packet *packet)
{
    __u8 type;
    __u8 first = packet->version == 6 ? packet->source.words[0] & 0xff : packet->source.words[3] & 0xff;
    if (packet->fragment == LATER_FRAGMENT || !first || first >= (packet->version == 6 ? 0xff : 0xe0))
        return 0;
    if (packet->protocol != IPPROTO_ICMP && packet->protocol != IPPROTO_ICMPV6)
        return 1;
    if (bpf_skb_load_bytes(skb, ETH_HLEN + packet->header, &type, 1))
        return 0;
    return packet->protocol == IPPROTO_ICMPV6 ? type >= ICMPV6_FIRST_INFORMATION
                                              : type == ICMP_ECHO || type == ICMP_ECHOREPLY ||
                                                    type == ICMP_TIMESTAMP || type == ICMP_TIMESTAMPREPLY;
}

static __always_inline enum drop_reason push_error4(struct __sk_buff *skb, const struct packet *packet,
                                                    const struct address *gateway, enum icmp_error error, __u16 mtu,
                                                    __u32 length, __u32 sum)
{
    struct error4 message = {
        .ip = {
            .version = 4,
            .ihl = 5,
            .tot_len = bpf_htons(sizeof(message) + length),
            .ttl = ANSWER_TTL,
            .protocol = IPPROTO_ICMP,
            .saddr = ipv4_of(gateway),
            .daddr = ipv4_of(&packet->source),
        },
        .icmp = {
            .type = error == TOO_BIG ? ICMP_DEST_UNREACH : ICMP_TIME_EXCEEDED,
            .code = error == TOO_BIG ? ICMP_FRAGMENTATION_NEEDED : 0,
            .sequence = bpf_htons(mtu),
        },
    };
    message.ip.check = fold(sum_of_octets(&message.ip, sizeof(message.ip)));
    message.icmp.checksum = fold(sum_of_octets(&message.icmp, sizeof(message.icmp)) + sum);
    if (bpf_skb_adjust_room(skb, sizeof(message), BPF_ADJ_ROOM_MAC, 0))
        return DROP_PUSH;
    return bpf_skb_store_bytes(skb, ETH_HLEN, &message, sizeof(message), 0) ? DROP_REWRITE_FAIL : NO_DROP;
}

static __always_inline enum drop_reason push_error6(struct __sk_buff *skb, const struct packet *packet,
                                                    const struct address *gateway, enum icmp_error error, __u16 mtu,
                                                    __u32 length, __u32 sum)
{
    struct error6 message = {
        .ip = {
            .version = 6,
            .payload_len = bpf_htons(sizeof(message.icmp) + length),
            .nexthdr = IPPROTO_ICMPV6,
            .hop_limit = ANSWER_TTL,
        },
        .icmp = {
            .type = error == TOO_BIG ? ICMPV6_PACKET_TOO_BIG : ICMPV6_TIME_EXCEEDED,
            .sequence = bpf_htons(mtu),
        },
    };
    __builtin_memcpy(&message.ip.saddr, gateway, sizeof(*gateway));
    __builtin_memcpy(&message.ip.daddr, &packet->source, sizeof(packet->source));
    message.icmp.checksum = fold(sum_of_octets(&message.ip.saddr, 32) + message.ip.payload_len +
                                 bpf_htons(IPPROTO_ICMPV6) + sum_of_octets(&message.icmp, sizeof(message.icmp)) + sum);
    if (bpf_skb_adjust_room(skb, sizeof(message), BPF_ADJ_ROOM_MAC, 0))
        return DROP_PUSH;
    return bpf_skb_store_bytes(skb, ETH_HLEN, &message, sizeof(message), 0) ? DROP_REWRITE_FAIL : NO_DROP;
}

/* {@return the longest packet that fits the underlay with outer headers of this length} */
static __always_inline __u32 inner_mtu(const struct node *self, __u32 overhead)
{
    return self->fabric_mtu > overhead ? self->fabric_mtu - overhead : 0;
}

/*
 * Whether a packet fits: a super-packet if its segments do, which have its headers each. Without a transport header that
 * says how long it is they are taken for the shortest.
 */
static __always_inline int fits(struct __sk_buff *skb, const struct packet *packet, __u32 mtu)
{
    __u32 segment = skb->gso_size;
    __u8 offset = 0;
    if (!segment)
        return skb->len - ETH_HLEN <= mtu;
    if (packet->protocol != IPPROTO_TCP)
        return packet->header + sizeof(struct udphdr) + segment <= mtu;
    bpf_skb_load_bytes(skb, ETH_HLEN + packet->header + offsetof(struct tcp_start, offset), &offset, 1);
    return packet->header + (offset >> 4) * 4 + segment <= mtu;
}

/*
 * Tells the workload that sent a packet why it goes nowhere. If nobody can be told the packet is dropped for the reason.
 * {@return what becomes of the packet}
 */
__attribute__((noinline)) int answer_error(struct __sk_buff *skb, const struct packet *packet, enum icmp_error error,
                                           __u32 mtu, enum drop_reason reason)
{
    __u32 quote[MAX_QUOTE / 4] = {};
    struct ethhdr ethernet;
    if (!packet || !may_be_told(skb, packet))
        return drop(skb, reason);
    const struct address *gateway = gateway_of(skb->ifindex, packet->version);
    if (!gateway)
        return drop(skb, reason);
    /* A short frame may be longer than its packet. */
    __u32 length = packet->length && packet->length < skb->len - ETH_HLEN ? packet->length : skb->len - ETH_HLEN;
    length &= ~3u;
    if (length > MAX_QUOTE)
        length = MAX_QUOTE;
    if (length < sizeof(struct iphdr) || bpf_skb_load_bytes(skb, 0, &ethernet, sizeof(ethernet)) ||
        bpf_skb_load_bytes(skb, ETH_HLEN, quote, length))
        return drop(skb, DROP_PULL);
    __u32 sum = sum_of_octets(quote, sizeof(quote));
    if (bpf_skb_change_tail(skb, ETH_HLEN + length, 0))
        return drop(skb, DROP_PUSH);
    enum drop_reason fault = packet->version == 6 ? push_error6(skb, packet, gateway, error, mtu, length, sum)
                                                  : push_error4(skb, packet, gateway, error, mtu, length, sum);
    if (fault != NO_DROP)
        return drop(skb, fault);
    return return_to_sender(skb, ethernet.h_source, ethertype_of(packet));
}

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Neighbour discovery proxy (RFC 4861 section 7.2, RFC 4389): what ARP proxying is for IPv4. To a workload every address
 * but its own is at the virtual gateway. Duplicate address detection (RFC 4862) has no source address and no answer.
 */
#ifndef WEFTNET_ND_H
#define WEFTNET_ND_H

#include "arp.h"
#include "checksum.h"

#define ND_HOP_LIMIT 255 /* from this link, or it is forged */
#define ND_TARGET_LINK_ADDRESS 2
#define ND_ROUTER 0x80000000
#define ND_SOLICITED 0x40000000
#define ND_OVERRIDE 0x20000000

/* A solicitation starts like it; its options do not matter. */
struct advertisement {
    __u8 type;
    __u8 code;
    __sum16 checksum;
    __be32 flags;
    struct address target;
    __u8 option;
    __u8 option_length; /* in units of 8 octets */
    __u8 mac[ETH_ALEN];
} __attribute__((packed));

struct neighbour_packet {
    struct ipv6hdr ip;
    struct advertisement advertisement;
} __attribute__((packed));

static __always_inline int is_neighbour_solicitation(struct __sk_buff *skb, const struct packet *packet)
{
    __u8 type;
    return packet->version == 6 && packet->protocol == IPPROTO_ICMPV6 && packet->header == sizeof(struct ipv6hdr) &&
           !bpf_skb_load_bytes(skb, ETH_HLEN + sizeof(struct ipv6hdr), &type, 1) &&
           type == ICMPV6_NEIGHBOUR_SOLICITATION;
}

static __always_inline int is_unspecified(const struct address *address)
{
    return !(address->words[0] | address->words[1] | address->words[2] | address->words[3]);
}

/* Whether a solicitation is answered here, in a network that bridges: for the others, all are asked. */
__attribute__((noinline)) int is_known_target(struct __sk_buff *skb, const struct interface *from)
{
    struct address target;
    if (!from || bpf_skb_load_bytes(skb, ETH_HLEN + sizeof(struct ipv6hdr) + offsetof(struct advertisement, target),
                                    &target, sizeof(target)))
        return 0;
    return find_neighbour(from->vrf, &target) || (has_gateway(from) && find_route(from->vrf, &target));
}

__attribute__((noinline)) int answer_solicitation(struct __sk_buff *skb, const struct packet *packet,
                                                  const struct interface *from)
{
    if (!packet || !from)
        return drop(skb, DROP_INVALID_IF);
    struct neighbour_packet reply = {};
    struct advertisement *advertisement = &reply.advertisement;
    __u32 solicitation = offsetof(struct advertisement, option);
    if (packet->length < sizeof(reply.ip) + solicitation ||
        bpf_skb_load_bytes(skb, ETH_HLEN + sizeof(reply.ip), advertisement, solicitation))
        return drop(skb, DROP_PULL);
    struct address target = advertisement->target;
    if (packet->ttl != ND_HOP_LIMIT || is_unspecified(&packet->source) ||
        (target.words[0] & bpf_htonl(0xff000000)) == bpf_htonl(0xff000000) ||
        is_own_address(&target, from, skb->ifindex))
        return drop(skb, DROP_INVALID_ARP);
    struct neighbour *neighbour = find_neighbour(from->vrf, &target);
    *advertisement = (struct advertisement){
        .type = ICMPV6_NEIGHBOUR_ADVERTISEMENT,
        .flags = bpf_htonl(ND_ROUTER | ND_SOLICITED | ND_OVERRIDE),
        .target = target,
        .option = ND_TARGET_LINK_ADDRESS,
        .option_length = 1,
        .mac = GATEWAY_MAC,
    };
    if (neighbour) {
        advertisement->flags = bpf_htonl(ND_SOLICITED | ND_OVERRIDE);
        __builtin_memcpy(advertisement->mac, neighbour->mac, ETH_ALEN);
    }
    reply.ip.version = 6;
    reply.ip.payload_len = bpf_htons(sizeof(*advertisement));
    reply.ip.nexthdr = IPPROTO_ICMPV6;
    reply.ip.hop_limit = ND_HOP_LIMIT;
    __builtin_memcpy(&reply.ip.saddr, &target, sizeof(target));
    __builtin_memcpy(&reply.ip.daddr, &packet->source, sizeof(packet->source));
    /* Of the pseudo header too: both addresses, length and next header (RFC 8200 section 8.1). */
    advertisement->checksum = fold(sum_of_words(&reply.ip.saddr, 32) +
                                   bpf_htons(sizeof(*advertisement)) + bpf_htons(IPPROTO_ICMPV6) +
                                   sum_of_words(advertisement, sizeof(*advertisement)));
    struct ethhdr ethernet;
    if (bpf_skb_load_bytes(skb, 0, &ethernet, sizeof(ethernet)))
        return drop(skb, DROP_PULL);
    if (bpf_skb_change_tail(skb, ETH_HLEN + sizeof(reply), 0))
        return drop(skb, DROP_PUSH);
    enum drop_reason fault = write_ethernet(skb, ethernet.h_source, bpf_htons(ETH_P_IPV6));
    if (fault != NO_DROP)
        return drop(skb, fault);
    if (bpf_skb_store_bytes(skb, ETH_HLEN, &reply, sizeof(reply), 0))
        return drop(skb, DROP_REWRITE_FAIL);
    note(skb, TRACE_ANSWERED, skb->ifindex, 0, 0, 0);
    return deliver(skb, skb->ifindex, from);
}

#endif

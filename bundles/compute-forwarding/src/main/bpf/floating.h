/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Floating addresses: translation of the workload's end, one to one. Which address stands for which is in a table; that a
 * flow is translated is in the flow, so that both ways are. Checksums are changed by the difference, also those that the
 * kernel or a device completes later; ICMP errors are translated in what they quote too (RFC 5508 section 4.2).
 */
#ifndef WEFTNET_FLOATING_H
#define WEFTNET_FLOATING_H

#include <linux/udp.h>

#include "classifier.h"
#include "icmp.h"
#include "packet.h"
#include "route.h"
#include "trace.h"

#define TCP_CHECKSUM 16 /* its offset in the header */

/* The entry of an interface for an address that others know its workload by, or NULL. */
static __always_inline struct floating_address *find_outside(__u32 ifindex, const struct address *outside)
{
    struct floating *all = bpf_map_lookup_elem(&floating, &ifindex);
    if (!all)
        return NULL;
    for (__u32 i = 0; i < MAX_FLOATING; i++) {
        if (i >= all->count)
            return NULL;
        if (is_same(&all->addresses[i].outside, outside))
            return &all->addresses[i];
    }
    return NULL;
}

static __always_inline void take_floating(struct question *question, const struct floating_address *address)
{
    question->floats = 1;
    question->outside = address->outside;
    question->vrf = address->vrf;
    question->policy = address->policy;
}

/*
 * For a flow that the workload begins: the floating address whose VRF has the longest route to the other end, if it is
 * longer than that of the port's. Other ends of an alias are in the VRF of the alias. {@return 0}
 */
__attribute__((noinline)) int choose_floating(struct question *question)
{
    if (!question)
        return 0;
    __u32 ifindex = question->key.interface;
    struct floating *all = bpf_map_lookup_elem(&floating, &ifindex);
    if (!all)
        return 0;
    struct route *route = find_route(question->port_vrf, &question->key.remote);
    __u32 best = route ? route->length + 1 : 0;
    for (__u32 i = 0; i < MAX_FLOATING; i++) {
        if (i >= all->count)
            return 0;
        struct floating_address *address = &all->addresses[i];
        if (!is_same(&address->fixed, &question->key.local))
            continue;
        if (is_same(&address->fixed, &address->outside)) {
            take_floating(question, address);
            return 0;
        }
        route = find_route(address->vrf, &question->key.remote);
        if (route && route->length + 1 > best) {
            best = route->length + 1;
            take_floating(question, address);
        }
    }
    return 0;
}

/* Where the checksum of the transport header is that covers the addresses, or 0. */
static __always_inline __u32 find_checksum(const struct packet *packet)
{
    __u32 transport = ETH_HLEN + packet->header;
    if (packet->fragment == LATER_FRAGMENT)
        return 0;
    switch (packet->protocol) {
    case IPPROTO_TCP:
        return transport + TCP_CHECKSUM;
    case IPPROTO_UDP:
        return transport + offsetof(struct udphdr, check);
    case IPPROTO_ICMPV6:
        return transport + offsetof(struct icmp, checksum);
    default:
        return 0;
    }
}

/* An address of an IP header: where it is. */
static __always_inline __u32 address_offset(__u8 version, int is_source)
{
    if (version == 6)
        return is_source ? offsetof(struct ipv6hdr, saddr) : offsetof(struct ipv6hdr, daddr);
    return is_source ? offsetof(struct iphdr, saddr) : offsetof(struct iphdr, daddr);
}

/* Writes an address into the IP header at an offset, and its change into the header's checksum. */
static __always_inline enum drop_reason write_address(struct __sk_buff *skb, __u32 header, __u8 version, int is_source,
                                                      const struct address *old, const struct address *new)
{
    __u32 at = header + address_offset(version, is_source);
    if (version == 6)
        return bpf_skb_store_bytes(skb, at, new, sizeof(*new), 0) ? DROP_REWRITE_FAIL : NO_DROP;
    if (bpf_l3_csum_replace(skb, header + offsetof(struct iphdr, check), ipv4_of(old), ipv4_of(new), 4) ||
        bpf_skb_store_bytes(skb, at, &new->words[3], sizeof(__be32), 0))
        return DROP_REWRITE_FAIL;
    return NO_DROP;
}

/*
 * Writes another address into a packet, and says so in what was read of it. {@return NO_DROP or DROP_REWRITE_FAIL}
 */
__attribute__((noinline)) int translate(struct __sk_buff *skb, struct packet *packet, int is_source,
                                        const struct address *new)
{
    if (!packet || !new)
        return DROP_REWRITE_FAIL;
    struct address old = is_source ? packet->source : packet->destination;
    if (is_same(&old, new))
        return NO_DROP;
    __u32 checksum = find_checksum(packet);
    struct address to = *new;
    if (checksum) {
        __u64 flags = BPF_F_PSEUDO_HDR | (packet->protocol == IPPROTO_UDP ? BPF_F_MARK_MANGLED_0 : 0);
        __s64 difference = bpf_csum_diff(old.words, sizeof(old), to.words, sizeof(to), 0);
        if (bpf_l4_csum_replace(skb, checksum, 0, difference, flags))
            return DROP_REWRITE_FAIL;
    }
    if (write_address(skb, ETH_HLEN, packet->version, is_source, &old, &to) != NO_DROP)
        return DROP_REWRITE_FAIL;
    if (packet->version == 4 &&
        bpf_skb_load_bytes(skb, ETH_HLEN + offsetof(struct iphdr, check), &packet->checksum, sizeof(packet->checksum)))
        return DROP_REWRITE_FAIL;
    if (is_source)
        packet->source = to;
    else
        packet->destination = to;
    if (is_traced(skb))
        write_translation(is_source, &to);
    return NO_DROP;
}

/*
 * The packet that an ICMP error quotes went the other way, under the other address. In IPv4 the quoted header's checksum
 * makes up for the address, so that the sum of the message is the same. {@return NO_DROP or DROP_REWRITE_FAIL}
 */
__attribute__((noinline)) int translate_quoted(struct __sk_buff *skb, const struct packet *packet, int is_source,
                                               const struct address *old, const struct address *new)
{
    if (!packet || !old || !new)
        return DROP_REWRITE_FAIL;
    struct address from = *old;
    struct address to = *new;
    __u32 message = ETH_HLEN + packet->header;
    __u32 quoted = message + sizeof(struct icmp);
    if (is_same(&from, &to))
        return NO_DROP;
    if (packet->version == 6) {
        __s64 difference = bpf_csum_diff(from.words, sizeof(from), to.words, sizeof(to), 0);
        if (bpf_l4_csum_replace(skb, message + offsetof(struct icmp, checksum), 0, difference, 0))
            return DROP_REWRITE_FAIL;
    }
    return write_address(skb, quoted, packet->version, is_source, &from, &to);
}

#endif

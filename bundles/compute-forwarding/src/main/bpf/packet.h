/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading and rewriting packets. `skb` is the kernel's packet: a frame that starts with its Ethernet header, maybe in
 * several pieces, maybe a super-packet (GSO) of up to 64 KiB that is segmented after us. The load and store helpers
 * hide the pieces and fail past the end of the frame.
 */
#ifndef WEFTNET_PACKET_H
#define WEFTNET_PACKET_H

#include <stddef.h>

#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/ip.h>

#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#include "abi.h"

/* The virtual router's MAC address, the same on every node: workloads move without a new ARP exchange. */
#define GATEWAY_MAC { 0x00, 0x00, 0x5e, 0x00, 0x01, 0x00 }

#define NO_DROP ((enum drop_reason)-1)

/* Reads and checks an IPv4 header; returns NO_DROP or what is wrong. Options stay where they are. */
static __always_inline enum drop_reason read_ip(struct __sk_buff *skb, __u32 offset, struct iphdr *ip)
{
    if (bpf_skb_load_bytes(skb, offset, ip, sizeof(*ip)))
        return DROP_PULL;
    if (ip->version != 4)
        return DROP_INVALID_PROTOCOL;
    __u32 length = bpf_ntohs(ip->tot_len);
    /* A super-packet above 64 KiB has no room for its length there and says 0. */
    if (ip->ihl < 5 || length > skb->len - offset || (length < ip->ihl * 4u && !skb->gso_size))
        return DROP_INVALID_PACKET;
    return NO_DROP;
}

/* RFC 1812 section 5.3.1, with the incremental checksum of RFC 1141. */
static __always_inline enum drop_reason decrement_ttl(struct __sk_buff *skb, struct iphdr *ip)
{
    if (ip->ttl <= 1)
        return DROP_TTL_EXCEEDED;
    __u32 sum = ip->check + bpf_htons(0x0100);
    ip->check = sum + (sum >= 0xffff);
    ip->ttl--;
    /* TTL, protocol and checksum are neighbours: one store. */
    if (bpf_skb_store_bytes(skb, ETH_HLEN + offsetof(struct iphdr, ttl), &ip->ttl, 4, 0))
        return DROP_REWRITE_FAIL;
    return NO_DROP;
}

/* Readdresses the frame: from the virtual gateway to a workload. */
static __always_inline enum drop_reason write_ethernet(struct __sk_buff *skb, const __u8 *to, __be16 protocol)
{
    struct ethhdr ethernet = { .h_source = GATEWAY_MAC, .h_proto = protocol };
    __builtin_memcpy(ethernet.h_dest, to, ETH_ALEN);
    return bpf_skb_store_bytes(skb, 0, &ethernet, sizeof(ethernet), 0) ? DROP_REWRITE_FAIL : NO_DROP;
}

#endif

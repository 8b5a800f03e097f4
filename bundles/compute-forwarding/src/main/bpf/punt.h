/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Punting: what a workload asks its node instead of another workload goes to Java, through a ring buffer, with a header
 * that says where it came from and why. Java answers by sending a frame out of the workload's device.
 *
 * A port punts what its entry in "punt_ports" asks for; a port without an entry punts nothing. Each port has its own rate
 * for each reason, so that a workload that floods takes no room from the others.
 */
#ifndef WEFTNET_PUNT_H
#define WEFTNET_PUNT_H

#include <linux/in.h>
#include <linux/ipv6.h>
#include <linux/udp.h>

#include "counters.h"
#include "packet.h"

enum punt_reason {
    PUNT_NONE,
    PUNT_DHCP,                /* UDP port 67, to everybody or to a service address */
    PUNT_DHCPV6,              /* UDP port 547, to all servers and relays or to a service address */
    PUNT_DNS,                 /* UDP or TCP port 53 of a service address */
    PUNT_MDNS,                /* UDP port 5353 of the mDNS group */
    PUNT_ROUTER_SOLICITATION, /* ICMPv6 type 133 */
    PUNT_REASONS,             /* how many there are */
};

/* Packets a second that a port may punt for one reason, and how many at once after a pause. */
#define PUNT_RATE 100
#define PUNT_BURST 100
#define PUNT_RATE_DNS 2000
#define PUNT_BURST_DNS 1000

#define NS_PER_SECOND 1000000000ull

#define MAX_PUNT_ADDRESSES 8

/* "punt_ports": by interface index. */
struct punt_port {
    __u32 reasons; /* a bit for each reason that is punted */
    __u32 count;
    struct address addresses[MAX_PUNT_ADDRESSES]; /* where the workload finds its gateways and servers */
};

/* "punt_counters": by interface index and reason. */
struct punt_counter_key {
    __u32 interface;
    enum punt_reason reason;
};

struct punt_counter {
    __u64 due;     /* ns of the monotonic clock: when the next packet would come at the permitted rate */
    __u64 punted;  /* packets given to Java */
    __u64 limited; /* dropped, as there were too many of them */
    __u64 lost;    /* dropped, as the ring was full: Java is gone or does not keep up */
};

/* The longest frame that is punted: as long as an Ethernet frame gets, with some room. */
#define PUNT_FRAME 2048

/* "punts": a ring of these. */
struct punt {
    __u64 time; /* ns of the monotonic clock */
    __u32 interface;
    __u32 vrf;
    enum punt_reason reason;
    __u32 length;
    __u8 frame[PUNT_FRAME];
};

/* A power of two, at least a page: 2,000 frames. */
#define PUNT_RING_SIZE (4 << 20)

struct {
    __uint(type, BPF_MAP_TYPE_HASH);
    __type(key, __u32);
    __type(value, struct punt_port);
    __uint(max_entries, MAX_INTERFACES);
    __uint(map_flags, BPF_F_NO_PREALLOC);
} punt_ports SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_HASH);
    __type(key, struct punt_counter_key);
    __type(value, struct punt_counter);
    __uint(max_entries, MAX_INTERFACES * PUNT_REASONS);
    __uint(map_flags, BPF_F_NO_PREALLOC);
} punt_counters SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_RINGBUF);
    __type(entry, struct punt); /* keeps its layout in the type information */
    __uint(max_entries, PUNT_RING_SIZE);
} punts SEC(".maps");

#define DHCP_SERVER_PORT 67
#define DHCPV6_SERVER_PORT 547
#define DNS_PORT 53
#define MDNS_PORT 5353
#define MDNS_GROUP 0xe00000fb /* 224.0.0.251 */
#define ICMPV6_ROUTER_SOLICITATION 133

/* What a port could punt a packet for, by its headers alone; the address is where it goes. */
struct punt_candidate {
    enum punt_reason reason;
    int to_group; /* it goes to everybody, or to the group that the reason is about */
    struct address destination;
};

static __always_inline enum punt_reason reason_of_port(__u8 protocol, __be16 port)
{
    if (port == bpf_htons(DNS_PORT) && (protocol == IPPROTO_UDP || protocol == IPPROTO_TCP))
        return PUNT_DNS;
    if (protocol != IPPROTO_UDP)
        return PUNT_NONE;
    switch (port) {
    case bpf_htons(DHCP_SERVER_PORT):
        return PUNT_DHCP;
    case bpf_htons(DHCPV6_SERVER_PORT):
        return PUNT_DHCPV6;
    case bpf_htons(MDNS_PORT):
        return PUNT_MDNS;
    default:
        return PUNT_NONE;
    }
}

/* Source and destination port. */
struct ports {
    __be16 source;
    __be16 destination;
};

static __always_inline void read_ipv4_candidate(struct __sk_buff *skb, struct punt_candidate *candidate)
{
    struct iphdr ip;
    struct ports ports;
    if (load_header(skb, ETH_HLEN, &ip) || ip.ihl < 5 ||
        (ip.protocol != IPPROTO_UDP && ip.protocol != IPPROTO_TCP) ||
        ip.frag_off & bpf_htons(IP_FRAGMENT_BITS))
        return;
    if (load_header(skb, ETH_HLEN + ip.ihl * 4, &ports))
        return;
    candidate->reason = reason_of_port(ip.protocol, ports.destination);
    candidate->to_group = candidate->reason == PUNT_MDNS ? ip.daddr == bpf_htonl(MDNS_GROUP)
                                                         : ip.daddr == bpf_htonl(INADDR_BROADCAST);
    candidate->destination.words[2] = bpf_htonl(0xffff);
    candidate->destination.words[3] = ip.daddr;
}

static __always_inline void read_ipv6_candidate(struct __sk_buff *skb, struct punt_candidate *candidate)
{
    struct ipv6hdr ip;
    struct ports ports;
    __u8 type;
    if (bpf_skb_load_bytes(skb, ETH_HLEN, &ip, sizeof(ip)))
        return;
    if (ip.nexthdr == IPPROTO_ICMPV6) {
        if (bpf_skb_load_bytes(skb, ETH_HLEN + sizeof(ip), &type, sizeof(type)) || type != ICMPV6_ROUTER_SOLICITATION)
            return;
        candidate->reason = PUNT_ROUTER_SOLICITATION;
    } else if (ip.nexthdr == IPPROTO_UDP || ip.nexthdr == IPPROTO_TCP) {
        if (bpf_skb_load_bytes(skb, ETH_HLEN + sizeof(ip), &ports, sizeof(ports)))
            return;
        candidate->reason = reason_of_port(ip.nexthdr, ports.destination);
    }
    candidate->to_group = ip.daddr.in6_u.u6_addr8[0] == 0xff;
    __builtin_memcpy(&candidate->destination, &ip.daddr, sizeof(candidate->destination));
}

static __always_inline int is_service_address(const struct punt_port *port, const struct address *address)
{
    for (__u32 i = 0; i < MAX_PUNT_ADDRESSES; i++) {
        if (i >= port->count)
            return 0;
        if (is_same(&port->addresses[i], address))
            return 1;
    }
    return 0;
}

/* {@return why a packet of a workload goes to Java, or PUNT_NONE: then it is forwarded} */
__attribute__((noinline)) int find_punt_reason(struct __sk_buff *skb)
{
    struct punt_candidate candidate = {};
    if (skb->protocol == bpf_htons(ETH_P_IP))
        read_ipv4_candidate(skb, &candidate);
    else if (skb->protocol == bpf_htons(ETH_P_IPV6))
        read_ipv6_candidate(skb, &candidate);
    if (candidate.reason == PUNT_NONE)
        return PUNT_NONE;
    __u32 ifindex = skb->ifindex;
    struct punt_port *port = bpf_map_lookup_elem(&punt_ports, &ifindex);
    if (!port || !(port->reasons >> candidate.reason & 1))
        return PUNT_NONE;
    if (candidate.to_group)
        return candidate.reason == PUNT_DNS ? PUNT_NONE : candidate.reason;
    /* mDNS to one address is between workloads (RFC 6762 section 5.5); all else may be to us. */
    if (candidate.reason == PUNT_MDNS || !is_service_address(port, &candidate.destination))
        return PUNT_NONE;
    return candidate.reason;
}

static __always_inline struct punt_counter *find_punt_counter(__u32 ifindex, enum punt_reason reason)
{
    struct punt_counter_key key = { .interface = ifindex, .reason = reason };
    struct punt_counter *counter = bpf_map_lookup_elem(&punt_counters, &key);
    if (counter)
        return counter;
    struct punt_counter zero = {};
    bpf_map_update_elem(&punt_counters, &key, &zero, BPF_NOEXIST);
    return bpf_map_lookup_elem(&punt_counters, &key);
}

/*
 * Generic cell rate algorithm. Two CPUs that serve one workload at the same instant may let one packet too many pass,
 * which is cheaper than a lock.
 */
static __always_inline int is_within_rate(struct punt_counter *counter, enum punt_reason reason, __u64 now)
{
    __u64 interval = NS_PER_SECOND / (reason == PUNT_DNS ? PUNT_RATE_DNS : PUNT_RATE);
    __u64 burst = reason == PUNT_DNS ? PUNT_BURST_DNS : PUNT_BURST;
    __u64 due = counter->due > now ? counter->due : now;
    if (due - now >= burst * interval)
        return 0;
    counter->due = due + interval;
    return 1;
}

/* Gives the packet to Java, or drops and counts it. Either way the kernel is done with it. */
__attribute__((noinline)) int punt(struct __sk_buff *skb, const struct interface *from, enum punt_reason reason)
{
    if (!from)
        return drop(skb, DROP_INVALID_IF);
    __u32 length = skb->len;
    __u64 now = bpf_ktime_get_ns();
    if (length < ETH_HLEN || length > PUNT_FRAME)
        return drop(skb, DROP_INVALID_PACKET);
    if (is_traced(skb)) {
        note(skb, TRACE_PUNTED, skb->ifindex, reason, 0, 0);
        return TC_ACT_SHOT;
    }
    struct punt_counter *counter = find_punt_counter(skb->ifindex, reason);
    if (!counter)
        return drop(skb, DROP_NO_MEMORY);
    if (!is_within_rate(counter, reason, now)) {
        __sync_fetch_and_add(&counter->limited, 1);
        return drop(skb, DROP_INTERFACE_RX_DISCARD);
    }
    struct punt *punt = bpf_ringbuf_reserve(&punts, sizeof(*punt), 0);
    if (!punt) {
        __sync_fetch_and_add(&counter->lost, 1);
        return drop(skb, DROP_TRAP_NO_IF);
    }
    if (bpf_skb_load_bytes(skb, 0, punt->frame, length)) {
        bpf_ringbuf_discard(punt, 0);
        return drop(skb, DROP_PULL);
    }
    punt->time = now;
    punt->interface = skb->ifindex;
    punt->vrf = from->vrf;
    punt->reason = reason;
    punt->length = length;
    bpf_ringbuf_submit(punt, 0);
    __sync_fetch_and_add(&counter->punted, 1);
    return TC_ACT_SHOT;
}

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* What the transport header says about the flow of a packet: ports, or what ICMP has in their place. */
#ifndef WEFTNET_TRANSPORT_H
#define WEFTNET_TRANSPORT_H

#include "icmp.h"
#include "packet.h"
#include "tables.h"

/* The two ends' ports as the packet has them, and what else of the headers matters to its flow. */
struct transport {
    __be16 source;
    __be16 destination;
    __u8 tcp_flags;
    __u8 is_error; /* ICMP about another packet */
};

/* Of ICMP both "ports" are the same whichever way the packet goes: identifier, and type of the request with code. */
static __always_inline void read_icmp(const struct icmp *icmp, struct transport *transport)
{
    __u8 type = icmp->type;
    switch (type) {
    case ICMP_ECHOREPLY:
        type = ICMP_ECHO;
        break;
    case ICMP_TIMESTAMPREPLY:
        type = ICMP_TIMESTAMP;
        break;
    case ICMP_DEST_UNREACH:
    case ICMP_SOURCE_QUENCH:
    case ICMP_REDIRECT:
    case ICMP_TIME_EXCEEDED:
    case ICMP_PARAMETERPROB:
        transport->is_error = 1;
        break;
    }
    transport->source = transport->is_error ? 0 : icmp->id;
    transport->destination = bpf_htons(type << 8 | icmp->code);
}

static __always_inline void read_icmpv6(const struct icmp *icmp, struct transport *transport)
{
    __u8 type = icmp->type;
    transport->is_error = type < ICMPV6_FIRST_INFORMATION;
    if (type == ICMPV6_ECHO_REPLY)
        type = ICMPV6_ECHO_REQUEST;
    transport->source = type == ICMPV6_ECHO_REQUEST ? icmp->id : 0;
    transport->destination = bpf_htons(type << 8 | icmp->code);
}

static __always_inline enum drop_reason read_transport(struct __sk_buff *skb, __u32 offset, __u8 protocol,
                                                       struct transport *transport)
{
    struct tcp_start tcp;
    struct icmp icmp;
    switch (protocol) {
    case IPPROTO_TCP:
        if (load_header(skb, offset, &tcp))
            return DROP_PULL;
        transport->source = tcp.source;
        transport->destination = tcp.destination;
        transport->tcp_flags = tcp.flags;
        return NO_DROP;
    case IPPROTO_UDP:
    case IPPROTO_SCTP:
        return bpf_skb_load_bytes(skb, offset, transport, 4) ? DROP_PULL : NO_DROP;
    case IPPROTO_ICMP:
        if (bpf_skb_load_bytes(skb, offset, &icmp, sizeof(icmp)))
            return DROP_PULL;
        read_icmp(&icmp, transport);
        return NO_DROP;
    case IPPROTO_ICMPV6:
        if (bpf_skb_load_bytes(skb, offset, &icmp, sizeof(icmp)))
            return DROP_PULL;
        read_icmpv6(&icmp, transport);
        return NO_DROP;
    default:
        return NO_DROP;
    }
}

static __always_inline int is_icmp(__u32 protocol)
{
    return protocol == IPPROTO_ICMP || protocol == IPPROTO_ICMPV6;
}

static __always_inline void fill_key(struct flow_key *key, const struct packet *packet, enum direction direction,
                                     const struct transport *transport)
{
    int from_workload = direction == FROM_WORKLOAD;
    int keeps_order = from_workload || is_icmp(packet->protocol);
    key->local = from_workload ? packet->source : packet->destination;
    key->remote = from_workload ? packet->destination : packet->source;
    key->local_port = keeps_order ? transport->source : transport->destination;
    key->remote_port = keeps_order ? transport->destination : transport->source;
    key->protocol = packet->protocol;
}

#endif

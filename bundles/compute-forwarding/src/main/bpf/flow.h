/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Flows at a port: what each packet from or to a workload passes. One look-up finds what was decided about its flow;
 * judge.h decides about a new one.
 */
#ifndef WEFTNET_FLOW_H
#define WEFTNET_FLOW_H

#include "floating.h"
#include "icmp.h"
#include "judge.h"
#include "packet.h"
#include "transport.h"

/*
 * Only the first fragment of a datagram has the ports. It leaves them here, and those that follow take them; a fragment
 * that comes before its first one is dropped, as nobody can say what it belongs to.
 */
__attribute__((noinline)) int follow_fragments(struct __sk_buff *skb, const struct packet *packet, struct flow_key *key)
{
    if (!packet || !key)
        return DROP_NO_FRAG_ENTRY;
    struct fragment_key datagram = {
        .interface = key->interface,
        .id = packet->id,
        .protocol = packet->protocol,
        .source = packet->source,
        .destination = packet->destination,
    };
    if (packet->fragment == LATER_FRAGMENT) {
        struct fragment *first = bpf_map_lookup_elem(&fragmented, &datagram);
        if (!first)
            return DROP_NO_FRAG_ENTRY;
        key->local_port = first->local_port;
        key->remote_port = first->remote_port;
    } else if (!is_traced(skb)) {
        struct fragment ports = { .local_port = key->local_port, .remote_port = key->remote_port };
        bpf_map_update_elem(&fragmented, &datagram, &ports, BPF_ANY);
    }
    return NO_DROP;
}

/* Reads of a quoted packet, which may be cut, what names its flow. {@return whether it could be read} */
static __always_inline int read_quoted(struct __sk_buff *skb, __u32 offset, __u8 version, struct packet *quoted)
{
    struct iphdr ip;
    if (version == 6) {
        struct ipv6hdr ip6;
        if (bpf_skb_load_bytes(skb, offset, &ip6, sizeof(ip6)) || ip6.version != 6)
            return 0;
        __builtin_memcpy(&quoted->source, &ip6.saddr, sizeof(quoted->source));
        __builtin_memcpy(&quoted->destination, &ip6.daddr, sizeof(quoted->destination));
        quoted->protocol = ip6.nexthdr;
        quoted->header = sizeof(ip6);
        return 1;
    }
    if (bpf_skb_load_bytes(skb, offset, &ip, sizeof(ip)) || ip.version != 4 || ip.ihl < 5)
        return 0;
    quoted->source = ipv4_address(ip.saddr);
    quoted->destination = ipv4_address(ip.daddr);
    quoted->protocol = ip.protocol;
    quoted->header = ip.ihl * 4;
    return 1;
}

/*
 * An ICMP error belongs to the flow of the packet it is about, which went the other way: what it quotes is as the
 * receiver of the error had sent it. Puts the key of that flow in the place of the error's, if there is one.
 */
__attribute__((noinline)) int take_key_of_error(struct __sk_buff *skb, const struct packet *packet, __u32 direction,
                                                struct flow_key *key)
{
    struct packet quoted = {};
    struct transport transport = {};
    struct flow_key related = {};
    if (!packet || !key)
        return 0;
    __u32 offset = ETH_HLEN + packet->header + sizeof(struct icmp);
    if (!read_quoted(skb, offset, packet->version, &quoted))
        return 0;
    offset += quoted.header;
    /* Eight octets are quoted at least: ports, but of TCP not the flags. */
    if (is_icmp(quoted.protocol)) {
        if (read_transport(skb, offset, quoted.protocol, &transport) != NO_DROP || transport.is_error)
            return 0;
    } else if (has_ports(quoted.protocol) && bpf_skb_load_bytes(skb, offset, &transport, 4)) {
        return 0;
    }
    related.interface = key->interface;
    fill_key(&related, &quoted, direction == FROM_WORKLOAD ? TO_WORKLOAD : FROM_WORKLOAD, &transport);
    if (packet->floats && is_same(&related.local, &packet->destination))
        related.local = key->local;
    if (!bpf_map_lookup_elem(&flows, &related))
        return 0;
    *key = related;
    return 0;
}

/* The policy that a flow is under: the port's, or that of its floating address; 0 if that is gone. */
static __always_inline __u32 policy_of(const struct flow *flow, __u32 ifindex, const struct interface *port)
{
    if (!flow->floats)
        return port->policy;
    struct floating_address *address = find_outside(ifindex, &flow->outside);
    return address ? address->policy : 0;
}

/* {@return whether what was decided holds for this packet} */
static __always_inline int is_decided(const struct flow *flow, __u32 policy, enum direction direction, int is_error)
{
    if (!policy || flow->policy != policy)
        return 0;
    return flow->action == FLOW_ALLOW || flow->refused >> direction & 1 || is_error;
}

/* Whether a packet to the workload comes to the address that its flow is known by. */
static __always_inline int is_same_outside(const struct flow *flow, const struct packet *packet)
{
    return packet->floats ? flow->floats && is_same(&flow->outside, &packet->destination) : !flow->floats;
}

static __always_inline void count_in_flow(struct __sk_buff *skb, struct flow *flow, enum direction direction,
                                          __u8 tcp_flags)
{
    struct counter *counter = direction == FROM_WORKLOAD ? &flow->from_workload : &flow->to_workload;
    __sync_fetch_and_add(&counter->packets, 1);
    __sync_fetch_and_add(&counter->bytes, skb->len);
    flow->used = bpf_ktime_get_coarse_ns();
    if (tcp_flags) {
        /* FIN 1, SYN 2, RST 4, ACK 16 */
        enum tcp_seen seen = (tcp_flags & 2 ? TCP_SEEN_SYN : 0) | (tcp_flags & 16 ? TCP_SEEN_ACK : 0) |
                    (tcp_flags & 1 ? TCP_SEEN_FIN : 0) | (tcp_flags & 4 ? TCP_SEEN_RST : 0);
        seen <<= direction == FROM_WORKLOAD ? 0 : 4;
        /* A new connection on the ports of a closed one. */
        if ((tcp_flags & 18) == 2)
            flow->tcp = seen;
        else if ((flow->tcp & seen) != seen)
            flow->tcp |= seen;
    }
}

/* Says in the question under which address the workload is known, and so under which policy. */
static __always_inline void find_address(struct question *question, const struct interface *port,
                                         const struct packet *packet)
{
    question->floats = 0;
    question->vrf = port->vrf;
    question->port_vrf = port->vrf;
    question->policy = port->policy;
    struct floating_address *address = NULL;
    if (packet->floats) {
        address = find_outside(question->key.interface, &packet->destination);
    } else if (question->packet == FROM_WORKLOAD) {
        /* What others began goes on under the address that they know. */
        struct flow *flow = bpf_map_lookup_elem(&flows, &question->key);
        if (flow && flow->floats)
            address = find_outside(question->key.interface, &flow->outside);
        if (!address)
            choose_floating(question);
    }
    if (address)
        take_floating(question, address);
}

/* Decides about the flow of a packet, once for many packets. {@return NO_DROP or what becomes of it} */
static __always_inline enum drop_reason decide(struct __sk_buff *skb, struct question *question,
                                               const struct interface *port, const struct packet *packet)
{
    question->traced = is_traced(skb);
    find_address(question, port, packet);
    enum drop_reason fault = settle(question);
    if (fault == DROP_FLOW_UNUSABLE) {
        /* The policy may have been replaced a moment ago. */
        __u32 ifindex = question->key.interface;
        struct interface *now = bpf_map_lookup_elem(&interfaces, &ifindex);
        if (now) {
            __u32 before = question->policy;
            find_address(question, now, packet);
            if (question->policy != before)
                fault = settle(question);
        }
    }
    if (fault == NO_DROP)
        note(skb, TRACE_JUDGED, question->key.interface, question->action, question->direction, question->stages);
    return fault;
}

/* Lets a packet through, under the other address of the workload if it has one there. */
static __always_inline enum drop_reason pass_on(struct __sk_buff *skb, struct packet *packet, enum direction direction,
                                                const struct flow_key *key, const struct address *outside, int is_error)
{
    int is_source = direction == FROM_WORKLOAD;
    const struct address *new = is_source ? outside : &key->local;
    const struct address *old = is_source ? &key->local : outside;
    /* What is quoted went the other way. */
    if (is_error && translate_quoted(skb, packet, !is_source, old, new) != NO_DROP)
        return DROP_REWRITE_FAIL;
    return translate(skb, packet, is_source, new);
}

/*
 * Whether a packet may pass a port. The IP header is behind the Ethernet header. Says in the packet in which VRF it is
 * looked up next: the port's, or that of the rule. {@return NO_DROP or what becomes of it}
 */
__attribute__((noinline)) int pass_port(struct __sk_buff *skb, struct packet *packet, __u32 ifindex,
                                        const struct interface *port, enum direction direction)
{
    if (!packet || !port)
        return DROP_INVALID_IF;
    packet->vrf = port->vrf;
    if (!port->policy)
        return packet->floats ? DROP_FLOW_NAT_NO_RFLOW : NO_DROP;
    __u32 zero = 0;
    struct question *question = bpf_map_lookup_elem(&questions, &zero);
    if (!question)
        return DROP_FLOW_UNUSABLE;
    struct flow_key *key = &question->key;
    struct transport transport = {};
    enum drop_reason fault = NO_DROP;
    key->interface = ifindex;
    question->packet = direction;
    if (packet->fragment != LATER_FRAGMENT)
        fault = read_transport(skb, ETH_HLEN + packet->header, packet->protocol, &transport);
    if (fault != NO_DROP)
        return fault;
    fill_key(key, packet, direction, &transport);
    if (packet->floats) {
        struct floating_address *address = find_outside(ifindex, &packet->destination);
        if (!address)
            return DROP_FLOW_NAT_NO_RFLOW;
        key->local = address->fixed;
    }
    if (packet->fragment != NOT_FRAGMENTED) {
        fault = follow_fragments(skb, packet, key);
        if (fault != NO_DROP)
            return fault;
    }
    if (transport.is_error)
        take_key_of_error(skb, packet, direction, key);

    struct flow *flow = bpf_map_lookup_elem(&flows, key);
    enum flow_action action;
    __u32 redirect;
    const struct address *outside = NULL;
    if (flow && is_decided(flow, policy_of(flow, ifindex, port), direction, transport.is_error)) {
        /* Two other ends that the workload could not tell from each other. */
        if (direction == TO_WORKLOAD && flow->action == FLOW_ALLOW && !is_same_outside(flow, packet))
            return DROP_FLOW_NAT_NO_RFLOW;
        note(skb, TRACE_KNOWN_FLOW, ifindex, flow->action, flow->direction, 0);
        action = flow->action;
        redirect = flow->redirect;
        if (flow->floats)
            outside = &flow->outside;
    } else {
        fault = decide(skb, question, port, packet);
        if (fault != NO_DROP)
            return fault;
        action = question->action;
        redirect = question->redirect;
        if (question->floats)
            outside = &question->outside;
        flow = is_traced(skb) ? NULL : bpf_map_lookup_elem(&flows, key);
    }
    if (flow && !is_traced(skb))
        count_in_flow(skb, flow, direction, transport.tcp_flags);
    if (action != FLOW_ALLOW)
        return DROP_FLOW_ACTION_DROP;
    if (redirect && direction == FROM_WORKLOAD)
        packet->vrf = redirect;
    return outside ? pass_on(skb, packet, direction, key, outside, transport.is_error) : NO_DROP;
}

#endif

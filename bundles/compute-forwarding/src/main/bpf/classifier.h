/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which rule of a set decides about a new flow. The cost does not grow with the number of rules in practice:
 *
 *     remote address ─▶ class ─▶ which chunks, which rules of a chunk match
 *     local address  ─▶ class ─▶   "                                          and them all: the lowest bit that is
 *     protocol       ─▶ class ─▶   "                                          left is the first rule that matches
 *     ports, type, network     ...
 *
 * (the aggregated bit vectors of Baboescu and Varghese, "Scalable packet classification"). One look-up for each
 * dimension that the set cares for says by a bit for each 256 rules where a match can be; only those chunks are read.
 *
 * The functions are global (not static) so that the verifier checks them once, not at each call.
 */
#ifndef WEFTNET_CLASSIFIER_H
#define WEFTNET_CLASSIFIER_H

#include <linux/in.h>

#include "address.h"
#include "tables.h"

#define NO_RULE -1
#define CLASS_PREFIX_BITS 64 /* the set and the dimension */

/* What has become of a search: a class for each dimension, and where a rule can match all of them. */
struct classes {
    __u64 chunks;
    __u32 number[DIMENSIONS]; /* 0: the dimension does not matter */
};

/*
 * What is asked about a flow: the memory of all that decides about it. It is in a table, as functions that call each
 * other share 512 octets of stack; no other program interrupts one on its CPU.
 */
struct question {
    struct flow_key key;
    __u32 port_vrf; /* the port's */
    __u32 vrf;      /* where the remote end is looked up: the port's, or that of the floating address */
    __u32 floats;   /* whether the workload is known by this address: */
    struct address outside;
    __u32 policy;
    enum direction packet; /* the way of the packet at hand */
    __u32 traced;
    /* The rule set that is searched. */
    __u32 set;
    __u32 dimensions;
    enum dimension identity; /* REMOTE_NETWORK or REMOTE_GROUP */
    __u32 number;            /* of that network or group */
    struct classes classes;
    /* The answer. */
    enum direction direction; /* the way in which the flow may begin, or was refused last */
    enum flow_action action;
    __u32 stages;
    __u32 redirect;
    __u32 log;
    __u32 rules[MAX_STAGES];
};

struct {
    __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
    __type(key, __u32);
    __type(value, struct question);
    __uint(max_entries, 1);
} questions SEC(".maps");

static __always_inline int has_ports(__u32 protocol)
{
    return protocol == IPPROTO_TCP || protocol == IPPROTO_UDP || protocol == IPPROTO_SCTP;
}

static __always_inline int take_class(const struct rule_class *found, enum dimension dimension,
                                      struct classes *classes)
{
    if (!found)
        return 0;
    classes->number[dimension] = found->number;
    classes->chunks &= found->chunks;
    return classes->chunks != 0;
}

/*
 * Narrows the search by one value; {@return 0 if nothing can match any more}. Without a value (known == 0) what matters
 * is which rules take any.
 */
static __always_inline int narrow(struct question *search, enum dimension dimension, __be32 value, int known)
{
    if (!(search->dimensions & 1 << dimension))
        return 1;
    struct rule_class_key key = {
        .prefix_length = CLASS_PREFIX_BITS + (known ? 32 : 0),
        .set = search->set,
        .dimension = dimension,
        .value = value,
    };
    return take_class(bpf_map_lookup_elem(&rule_classes, &key), dimension, &search->classes);
}

/* The same for an address of IPv6, which are in a table of their own. A function, for the sake of the stack. */
__attribute__((noinline)) int narrow6(struct question *search, enum dimension dimension, const struct address *value)
{
    if (!search || !value || dimension >= DIMENSIONS)
        return 0;
    struct rule_class6_key key = {
        .prefix_length = CLASS_PREFIX_BITS + 128,
        .set = search->set,
        .dimension = dimension,
        .value = *value,
    };
    return take_class(bpf_map_lookup_elem(&rule_classes6, &key), dimension, &search->classes);
}

static __always_inline int narrow_address(struct question *search, enum dimension dimension,
                                          const struct address *value)
{
    if (!(search->dimensions & 1 << dimension))
        return 1;
    return is_ipv4(value) ? narrow(search, dimension, ipv4_of(value), 1)
                          : narrow6(search, dimension, value);
}

/* {@return the number of the lowest bit} The compiler has no instruction for it on this machine. */
static __always_inline __u32 lowest_bit(__u64 word)
{
    __u32 bit = 0;
#pragma unroll
    for (int half = 32; half; half /= 2) {
        if (!(word & ((1ULL << half) - 1))) {
            word >>= half;
            bit += half;
        }
    }
    return bit;
}

/* {@return the first rule of a chunk that is in all classes, or NO_RULE} */
__attribute__((noinline)) int first_of_chunk(struct question *search, __u32 chunk)
{
    __u64 words[WORDS_PER_CHUNK];
    if (!search)
        return NO_RULE;
    const struct classes *classes = &search->classes;
    for (int i = 0; i < WORDS_PER_CHUNK; i++)
        words[i] = ~0ULL;
    for (int dimension = 0; dimension < DIMENSIONS; dimension++) {
        struct rule_chunk_key key = {
            .set = search->set,
            .rule_class = classes->number[dimension],
            .chunk = chunk,
        };
        if (!key.rule_class)
            continue;
        struct rule_chunk *rules_of_class = bpf_map_lookup_elem(&rule_chunks, &key);
        if (!rules_of_class)
            return NO_RULE;
        for (int i = 0; i < WORDS_PER_CHUNK; i++)
            words[i] &= rules_of_class->words[i];
    }
    for (int i = 0; i < WORDS_PER_CHUNK; i++)
        if (words[i])
            return i * 64 + lowest_bit(words[i]);
    return NO_RULE;
}

/* {@return the index of the first rule that matches, or NO_RULE} */
__attribute__((noinline)) int find_rule(struct question *search)
{
    if (!search)
        return NO_RULE;
    const struct flow_key *key = &search->key;
    struct classes *classes = &search->classes;
    __builtin_memset(classes, 0, sizeof(*classes));
    classes->chunks = ~0ULL;
    __u32 protocol = key->protocol;
    int ports = has_ports(protocol);
    int icmp = protocol == IPPROTO_ICMP || protocol == IPPROTO_ICMPV6;
    /* Ports and types fill the first bits of a value, as the trie compares from there. */
    if (!narrow_address(search, REMOTE_ADDRESS, &key->remote) ||
        !narrow_address(search, LOCAL_ADDRESS, &key->local) ||
        !narrow(search, PROTOCOL, bpf_htonl(protocol), 1) ||
        !narrow(search, REMOTE_PORT, ports ? key->remote_port : 0, ports) ||
        !narrow(search, LOCAL_PORT, ports ? key->local_port : 0, ports) ||
        !narrow(search, ICMP_TYPE, icmp ? key->remote_port & bpf_htons(0xff00) : 0, icmp))
        return NO_RULE;
    /* Written out, as the verifier does not follow an index that it does not know. */
    __be32 number = bpf_htonl(search->number);
    int matches = search->identity == REMOTE_GROUP ? narrow(search, REMOTE_GROUP, number, 1)
                                                   : narrow(search, REMOTE_NETWORK, number, 1);
    if (!matches)
        return NO_RULE;
    for (__u32 chunk = 0; chunk < CHUNKS_PER_SET; chunk++) {
        if (!(classes->chunks >> chunk & 1))
            continue;
        int rule = first_of_chunk(search, chunk);
        if (rule >= 0)
            return chunk * RULES_PER_CHUNK + rule;
    }
    return NO_RULE;
}

#endif

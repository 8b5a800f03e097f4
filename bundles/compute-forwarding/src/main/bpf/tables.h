/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tables. Each is a map in the kernel under the name of the variable; Java reads the definitions from the type
 * information of the object, creates the maps or finds them pinned, and puts their handles into the code at load.
 *
 * Tables without preallocation take memory for the entries they hold, not for the entries they could hold.
 */
#ifndef WEFTNET_TABLES_H
#define WEFTNET_TABLES_H

#include <linux/bpf.h>

#include <bpf/bpf_helpers.h>

#include "abi.h"
#include "abi_flow.h"
#include "abi_trace.h"

struct {
    __uint(type, BPF_MAP_TYPE_ARRAY);
    __type(key, __u32);
    __type(value, struct node);
    __uint(max_entries, 1);
} node SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_HASH);
    __type(key, __u32);
    __type(value, struct interface);
    __uint(max_entries, MAX_INTERFACES);
    __uint(map_flags, BPF_F_NO_PREALLOC);
} interfaces SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_PERCPU_HASH);
    __type(key, __u32);
    __type(value, struct interface_counters);
    __uint(max_entries, MAX_INTERFACES);
    __uint(map_flags, BPF_F_NO_PREALLOC);
} interface_counters SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_LPM_TRIE);
    __type(key, struct route_key);
    __type(value, struct route);
    __uint(max_entries, MAX_ROUTES);
    __uint(map_flags, BPF_F_NO_PREALLOC);
} routes SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_LPM_TRIE);
    __type(key, struct route6_key);
    __type(value, struct route);
    __uint(max_entries, MAX_ROUTES);
    __uint(map_flags, BPF_F_NO_PREALLOC);
} routes6 SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_HASH);
    __type(key, __u32);
    __type(value, struct label);
    __uint(max_entries, MAX_LABELS);
    __uint(map_flags, BPF_F_NO_PREALLOC);
} labels SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_HASH);
    __type(key, __u32);
    __type(value, struct next_hop);
    __uint(max_entries, MAX_NEXT_HOPS);
    __uint(map_flags, BPF_F_NO_PREALLOC);
} next_hops SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_HASH);
    __type(key, __u32);
    __type(value, struct ecmp);
    __uint(max_entries, MAX_ECMP);
    __uint(map_flags, BPF_F_NO_PREALLOC);
} ecmp SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_HASH);
    __type(key, __u32);
    __type(value, struct multicast);
    __uint(max_entries, MAX_MULTICAST);
    __uint(map_flags, BPF_F_NO_PREALLOC);
} multicast SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_HASH);
    __type(key, struct bridge_key);
    __type(value, struct bridge_route);
    __uint(max_entries, MAX_BRIDGE_ROUTES);
    __uint(map_flags, BPF_F_NO_PREALLOC);
} bridge SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_HASH);
    __type(key, struct neighbour_key);
    __type(value, struct neighbour);
    __uint(max_entries, MAX_NEIGHBOURS);
    __uint(map_flags, BPF_F_NO_PREALLOC);
} neighbours SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_HASH);
    __type(key, __u32);
    __type(value, struct vni);
    __uint(max_entries, MAX_VNIS);
    __uint(map_flags, BPF_F_NO_PREALLOC);
} vnis SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_HASH);
    __type(key, __u32);
    __type(value, struct group_list);
    __uint(max_entries, MAX_GROUP_LISTS);
    __uint(map_flags, BPF_F_NO_PREALLOC);
} groups SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_HASH);
    __type(key, __u32);
    __type(value, struct floating);
    __uint(max_entries, MAX_INTERFACES);
    __uint(map_flags, BPF_F_NO_PREALLOC);
} floating SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_HASH);
    __type(key, __u32);
    __type(value, struct policy);
    __uint(max_entries, MAX_POLICIES);
    __uint(map_flags, BPF_F_NO_PREALLOC);
} policies SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_HASH);
    __type(key, __u32);
    __type(value, struct rule_set);
    __uint(max_entries, MAX_RULE_SETS);
    __uint(map_flags, BPF_F_NO_PREALLOC);
} rule_sets SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_HASH);
    __type(key, struct rule_key);
    __type(value, struct rule);
    __uint(max_entries, MAX_RULES);
    __uint(map_flags, BPF_F_NO_PREALLOC);
} rules SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_LPM_TRIE);
    __type(key, struct rule_class_key);
    __type(value, struct rule_class);
    __uint(max_entries, MAX_RULE_CLASSES);
    __uint(map_flags, BPF_F_NO_PREALLOC);
} rule_classes SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_LPM_TRIE);
    __type(key, struct rule_class6_key);
    __type(value, struct rule_class);
    __uint(max_entries, MAX_RULE_CLASSES);
    __uint(map_flags, BPF_F_NO_PREALLOC);
} rule_classes6 SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_HASH);
    __type(key, struct rule_chunk_key);
    __type(value, struct rule_chunk);
    __uint(max_entries, MAX_RULE_CHUNKS);
    __uint(map_flags, BPF_F_NO_PREALLOC);
} rule_chunks SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_PERCPU_HASH);
    __type(key, __u32);
    __type(value, __u64);
    __uint(max_entries, MAX_RULES);
    __uint(map_flags, BPF_F_NO_PREALLOC);
} rule_hits SEC(".maps");

/* When it is full, the flow goes that was not used for longest. */
struct {
    __uint(type, BPF_MAP_TYPE_LRU_HASH);
    __type(key, struct flow_key);
    __type(value, struct flow);
    __uint(max_entries, MAX_FLOWS);
} flows SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_LRU_HASH);
    __type(key, struct fragment_key);
    __type(value, struct fragment);
    __uint(max_entries, MAX_FRAGMENTED);
} fragmented SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_ARRAY);
    __type(key, __u32);
    __type(value, struct trace);
    __uint(max_entries, 1);
} trace SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
    __type(key, enum drop_reason);
    __type(value, struct counter);
    __uint(max_entries, DROP_REASONS);
} drops SEC(".maps");

#endif

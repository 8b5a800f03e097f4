/* SPDX-License-Identifier: Apache-2.0 */
/* Of the binary interface (abi.h): policies, their rules, and flows. */
#ifndef WEFTNET_ABI_FLOW_H
#define WEFTNET_ABI_FLOW_H

#include "abi.h"

/*
 * Policy. Every workload interface is a port with a policy: for each direction, seen from the workload, up to
 * MAX_STAGES rule sets. A new flow must be let through by each set; within a set the first rule that matches decides,
 * and no match is a refusal. See classifier.h.
 */
enum direction {
    FROM_WORKLOAD = 0,
    TO_WORKLOAD = 1,
};

#define MAX_STAGES 4

/* "policies": by a number that is never used for two different policies. */
struct policy {
    __u32 from_workload[MAX_STAGES]; /* numbers of rule sets, then 0 */
    __u32 to_workload[MAX_STAGES];
    __u32 check_source; /* whether the workload may send only from addresses that its VRF routes to it */
};

enum rule_set_kind {
    NETWORK_POLICY = 1,
    SECURITY_GROUPS = 2,
    FIREWALL_POLICY = 3,
};

/* What rules look at. "Local" is the end at the port, "remote" the other one, whichever began. */
enum dimension {
    REMOTE_ADDRESS,
    LOCAL_ADDRESS,
    PROTOCOL,
    REMOTE_PORT,
    LOCAL_PORT,
    ICMP_TYPE,
    REMOTE_NETWORK,
    REMOTE_GROUP,
    DIMENSIONS, /* how many there are */
};

/* "rule_sets": by number. */
struct rule_set {
    enum rule_set_kind kind;
    enum direction direction; /* of flows that it judges */
    __u32 rules;              /* how many */
    __u32 dimensions;         /* a bit for each dimension that any of its rules cares for */
    __u8 name[112];           /* for people, ends with 0 */
};

#define RULES_PER_CHUNK 256
#define WORDS_PER_CHUNK (RULES_PER_CHUNK / 64)
#define CHUNKS_PER_SET 64
#define MAX_RULES_PER_SET (RULES_PER_CHUNK * CHUNKS_PER_SET)

/*
 * "rule_classes": longest prefix match. All values of a dimension that the same rules match are a class: an address
 * belongs to the class of the longest prefix that any rule names. Values are in network order, shorter ones first.
 */
struct rule_class_key {
    __u32 prefix_length; /* 64 bits of set and dimension + length of the value's prefix */
    __u32 set;
    enum dimension dimension;
    __be32 value;
};

/* "rule_classes6": the same for addresses of IPv6, in the same dimensions. */
struct rule_class6_key {
    __u32 prefix_length;
    __u32 set;
    enum dimension dimension;
    struct address value;
};

struct rule_class {
    __u32 number; /* within the set, from 1 */
    __u32 reserved;
    __u64 chunks; /* a bit for each chunk of rules with any that matches */
};

/* "rule_chunks": which of 256 rules of a set match a class. Chunks without any are not there. */
struct rule_chunk_key {
    __u32 set;
    __u32 rule_class;
    __u32 chunk;
};

struct rule_chunk {
    __u64 words[WORDS_PER_CHUNK]; /* the lowest bit of the first word is the first rule */
};

enum rule_action {
    RULE_ALLOW = 1,
    RULE_DENY = 2,
};

/* "rules": what the classifier found, and the whole of it for people and for the next life of the agent. */
struct rule_key {
    __u32 set;
    __u32 index;
};

struct rule {
    enum rule_action action;
    __u32 number;   /* its counter in "rule_hits": the same for all rules of one id in sets of one name */
    __u32 redirect; /* VRF that packets from the workload are looked up in; 0: the port's own */
    __u32 log;
    __u32 family; /* 4 or 6; 0: both */
    struct address local;
    struct address remote;
    __u32 local_length; /* of the prefix: up to 32 or 128 */
    __u32 remote_length;
    __u32 network; /* of the remote end; 0: any */
    __u32 group;   /* of the remote end; 0: any */
    __u32 protocol; /* + 1; 0: any */
    __u32 local_ports;  /* first << 16 | last */
    __u32 remote_ports;
    __u32 icmp_type; /* + 1; 0: any */
    __u8 id[40];     /* for people, ends with 0 */
};

/* "rule_hits": flows that a rule decided about, by the rule's number, one copy per CPU. */

/*
 * "flows": what was decided, by port. One entry serves both directions: its ends are called after the port, not after
 * who sends. Of ICMP echo the local port is the identifier; the remote port of ICMP is type (that of the request) << 8
 * | code.
 */
struct flow_key {
    __u32 interface;
    struct address local;
    struct address remote;
    __be16 local_port;
    __be16 remote_port;
    __u32 protocol;
};

enum flow_action {
    FLOW_ALLOW = 1,
    FLOW_DROP = 2,
};

/* The bits of what TCP segments were seen, those of the workload; << 4 for those to it. */
enum tcp_seen {
    TCP_SEEN_SYN = 1,
    TCP_SEEN_ACK = 2,
    TCP_SEEN_FIN = 4,
    TCP_SEEN_RST = 8,
};

struct flow {
    __u64 started; /* ns of the monotonic clock */
    __u64 used;
    struct counter from_workload;
    struct counter to_workload;
    __u32 policy;   /* which it was judged by */
    __u32 redirect; /* as the rule said */
    __u32 rules[MAX_STAGES]; /* numbers of the rules that decided, in the order of the stages; 0: none matched */
    enum flow_action action;
    enum direction direction; /* of the packet that began */
    enum tcp_seen tcp;        /* a set of them */
    __u8 stages;              /* how many decided; a drop is the last one's */
    __u8 refused;             /* a bit for each direction that a beginning was refused in */
    __u8 log;
    __u8 floats;            /* the workload is known to the other end by another address: */
    struct address outside; /* the flow is under the policy of this one */
};

/* "fragmented": ports of datagrams whose first fragment passed a port. */
struct fragment_key {
    __u32 interface;
    __u32 id;
    __u32 protocol;
    struct address source;
    struct address destination;
};

struct fragment {
    __be16 local_port;
    __be16 remote_port;
};

#endif

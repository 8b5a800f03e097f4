/* SPDX-License-Identifier: Apache-2.0 */
/* Of the binary interface (abi.h): traces, and the reasons that drops are counted under. */
#ifndef WEFTNET_ABI_TRACE_H
#define WEFTNET_ABI_TRACE_H

#include <linux/types.h>

/*
 * "trace": what became of a packet with TRACE_MARK, which only a test run can have; such a packet leaves no other mark:
 * it is not counted and makes no flow.
 */
#define TRACE_MARK 0x77656674
#define TRACE_STEPS 32
#define TRACE_ARGUMENTS 7

enum trace_kind {
    TRACE_RECEIVED = 1, /* interface, VRF, policy */
    TRACE_LABEL,        /* label, next hop */
    TRACE_KNOWN_FLOW,   /* interface, action, direction it began in */
    TRACE_RULE,         /* rule set, index of the rule or -1, direction */
    TRACE_JUDGED,       /* interface, action, direction, stages */
    TRACE_ROUTE,        /* VRF, next hop, label, words of the destination */
    TRACE_NEXT_HOP,     /* number */
    TRACE_DELIVERED,    /* interface */
    TRACE_SENT,         /* underlay interface */
    TRACE_ANSWERED,     /* interface: for the gateway */
    TRACE_DROPPED,      /* reason */
    TRACE_PUNTED,       /* interface, reason */
    TRACE_TRANSLATED,   /* whether it is the source, and as of a route the words of the address */
    TRACE_VNI,          /* VNI, VRF */
    TRACE_BRIDGE,       /* VRF << 16 | first two octets of the MAC address, the other four, next hop, label */
    TRACE_COPY,         /* next hop, label */
};

struct trace_step {
    enum trace_kind kind;
    __u32 arguments[TRACE_ARGUMENTS];
};

struct trace {
    __u32 count;
    struct trace_step steps[TRACE_STEPS];
};

/* "drops": struct counter by reason, one copy per CPU. Names and order are those of vRouter's drop statistics. */
enum drop_reason {
    DROP_INVALID,
    DROP_DISCARD,
    DROP_PULL,
    DROP_INVALID_IF,
    DROP_INVALID_ARP,
    DROP_TRAP_NO_IF,
    DROP_NOWHERE_TO_GO,
    DROP_FLOW_QUEUE_LIMIT_EXCEEDED,
    DROP_FLOW_NO_MEMORY,
    DROP_FLOW_INVALID_PROTOCOL,
    DROP_FLOW_NAT_NO_RFLOW,
    DROP_FLOW_ACTION_DROP,
    DROP_FLOW_ACTION_INVALID,
    DROP_FLOW_UNUSABLE,
    DROP_FLOW_TABLE_FULL,
    DROP_INTERFACE_TX_DISCARD,
    DROP_INTERFACE_DROP,
    DROP_DUPLICATED,
    DROP_PUSH,
    DROP_TTL_EXCEEDED,
    DROP_INVALID_NH,
    DROP_INVALID_LABEL,
    DROP_INVALID_PROTOCOL,
    DROP_INTERFACE_RX_DISCARD,
    DROP_INVALID_MCAST_SOURCE,
    DROP_HEAD_ALLOC_FAIL,
    DROP_PCOW_FAIL,
    DROP_MCAST_DF_BIT,
    DROP_MCAST_CLONE_FAIL,
    DROP_NO_MEMORY,
    DROP_REWRITE_FAIL,
    DROP_MISC,
    DROP_INVALID_PACKET,
    DROP_CKSUM_ERR,
    DROP_NO_FMD,
    DROP_CLONED_ORIGINAL,
    DROP_INVALID_VNID,
    DROP_FRAGMENTS,
    DROP_INVALID_SOURCE,
    DROP_L2_NO_ROUTE,
    DROP_FRAGMENT_QUEUE_FAIL,
    DROP_VLAN_FWD_TX,
    DROP_VLAN_FWD_ENQ,
    DROP_NEW_FLOWS,
    DROP_FLOW_EVICT,
    DROP_TRAP_ORIGINAL,
    DROP_LEAF_TO_LEAF,
    DROP_BMAC_ISID_MISMATCH,
    DROP_PKT_LOOP,
    DROP_NO_CRYPT_PATH,
    DROP_INVALID_HBS_PKT,
    DROP_NO_FRAG_ENTRY,
    DROP_ICMP_ERROR,
    DROP_CLONE_FAIL,
    DROP_INVALID_UNDERLAY_ECMP,
    DROP_REASONS, /* how many there are */
};

#endif

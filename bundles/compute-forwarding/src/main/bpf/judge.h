/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decisions about flows that are new, or were decided under another policy. This is the slow path: once a flow, not once
 * a packet. What cannot be decided is dropped and not remembered: a policy, a rule set or a rule that is missing lets
 * nothing through.
 */
#ifndef WEFTNET_JUDGE_H
#define WEFTNET_JUDGE_H

#include "classifier.h"
#include "route.h"
#include "trace.h"

/* {@return the index of the first rule that matches for the network of the remote end or for one of its groups} */
static __always_inline int first_rule(struct question *search, const struct route *remote)
{
    search->identity = REMOTE_NETWORK;
    search->number = remote ? remote->network : 0;
    int first = find_rule(search);
    if (!(search->dimensions & 1 << REMOTE_GROUP) || !remote)
        return first;
    __u32 list = remote->groups;
    struct group_list *groups_of_remote = bpf_map_lookup_elem(&groups, &list);
    if (!groups_of_remote)
        return first;
    search->identity = REMOTE_GROUP;
    for (int i = 0; i < MAX_GROUPS; i++) {
        if (i >= groups_of_remote->count)
            break;
        search->number = groups_of_remote->ids[i];
        int rule = find_rule(search);
        if (rule >= 0 && (first < 0 || rule < first))
            first = rule;
    }
    return first;
}

enum answer {
    ANSWER_YES,
    ANSWER_NO,
    ANSWER_UNKNOWN, /* the tables are not complete */
};

static __always_inline void count_hit(__u32 rule)
{
    __u64 *hits = bpf_map_lookup_elem(&rule_hits, &rule);
    if (hits)
        ++*hits;
}

/* {@return whether one rule set lets the flow through, an enum answer} */
__attribute__((noinline)) int ask(struct question *question, __u32 number, __u32 stage)
{
    if (!question || stage >= MAX_STAGES)
        return ANSWER_UNKNOWN;
    struct rule_set *set = bpf_map_lookup_elem(&rule_sets, &number);
    if (!set)
        return ANSWER_UNKNOWN;
    if (!set->rules)
        return ANSWER_NO;
    question->set = number;
    question->dimensions = set->dimensions;
    struct rule_key key = { .set = number };
    int index = first_rule(question, find_route(question->vrf, &question->key.remote));
    if (question->traced)
        write_step(TRACE_RULE, number, index, question->direction, 0);
    if (index < 0)
        return ANSWER_NO;
    key.index = index;
    struct rule *rule = bpf_map_lookup_elem(&rules, &key);
    if (!rule)
        return ANSWER_UNKNOWN;
    question->rules[stage] = rule->number;
    question->log |= rule->log;
    if (!question->redirect)
        question->redirect = rule->redirect;
    if (!question->traced)
        count_hit(rule->number);
    return rule->action == RULE_ALLOW ? ANSWER_YES : ANSWER_NO;
}

/* Fills in whether a flow may begin in the direction of the question. {@return NO_DROP, or that nobody can say} */
__attribute__((noinline)) int judge(struct question *question)
{
    if (!question)
        return DROP_FLOW_UNUSABLE;
    question->action = FLOW_DROP;
    question->stages = 0;
    question->redirect = 0;
    question->log = 0;
    for (int i = 0; i < MAX_STAGES; i++)
        question->rules[i] = 0;
    __u32 number = question->policy;
    struct policy *policy = bpf_map_lookup_elem(&policies, &number);
    if (!policy)
        return DROP_FLOW_UNUSABLE;
    for (__u32 stage = 0; stage < MAX_STAGES; stage++) {
        __u32 set = question->direction == FROM_WORKLOAD ? policy->from_workload[stage] : policy->to_workload[stage];
        if (!set)
            break;
        question->stages = stage + 1;
        int answer = ask(question, set, stage);
        if (answer != ANSWER_YES)
            return answer == ANSWER_NO ? NO_DROP : DROP_FLOW_UNUSABLE;
    }
    if (question->floats && !question->redirect)
        question->redirect = question->vrf;
    question->action = FLOW_ALLOW;
    return NO_DROP;
}

/* Whether the workload may send from the local address: the VRF has to route it to this port. */
static __always_inline int is_own_source(const struct question *question)
{
    __u32 number = question->policy;
    struct policy *policy = bpf_map_lookup_elem(&policies, &number);
    if (!policy || !policy->check_source)
        return 1;
    /* An alias is its own, in another VRF. */
    if (question->floats && is_same(&question->outside, &question->key.local))
        return 1;
    struct route *route = find_route(question->port_vrf, &question->key.local);
    if (!route)
        return 0;
    struct next_hop *next_hop = bpf_map_lookup_elem(&next_hops, &route->next_hop);
    return next_hop && next_hop->kind == NEXT_HOP_INTERFACE && next_hop->interface == question->key.interface;
}

static __always_inline void write_decision(struct flow *flow, const struct question *question, __u32 refused)
{
    for (int i = 0; i < MAX_STAGES; i++)
        flow->rules[i] = question->rules[i];
    flow->stages = question->stages;
    flow->redirect = question->redirect;
    flow->direction = question->direction;
    flow->refused = question->action == FLOW_ALLOW ? 0 : refused;
    flow->log |= question->log;
    flow->floats = question->floats;
    flow->outside = question->outside;
    flow->action = question->action;
    flow->policy = question->policy;
}

/* A function of its own, as all that call each other share 512 octets of stack. */
__attribute__((noinline)) int remember(struct question *question, __u32 refused)
{
    if (!question)
        return DROP_FLOW_UNUSABLE;
    struct flow fresh = { .started = bpf_ktime_get_coarse_ns() };
    fresh.used = fresh.started;
    write_decision(&fresh, question, refused);
    if (!bpf_map_update_elem(&flows, &question->key, &fresh, BPF_NOEXIST))
        return NO_DROP;
    /* Another processor may have been faster. */
    return bpf_map_lookup_elem(&flows, &question->key) ? NO_DROP : DROP_FLOW_TABLE_FULL;
}

/*
 * Decides about a flow and writes it down. Under a new policy whoever began is asked for first: a reply stays a reply.
 * And a flow that one end may not begin may still be begun by the other. {@return NO_DROP or why there is no flow}
 */
__attribute__((noinline)) int settle(struct question *question)
{
    if (!question)
        return DROP_FLOW_UNUSABLE;
    if (question->packet == FROM_WORKLOAD && !is_own_source(question))
        return DROP_INVALID_SOURCE;
    struct flow *flow = bpf_map_lookup_elem(&flows, &question->key);
    __u32 refused = 0;
    question->action = FLOW_DROP;
    if (flow && flow->policy == question->policy) {
        refused = flow->refused;
    } else if (flow && flow->action == FLOW_ALLOW && flow->direction != question->packet) {
        question->direction = flow->direction;
        if (judge(question) != NO_DROP)
            return DROP_FLOW_UNUSABLE;
        refused = 1 << (question->direction & 1);
    }
    if (question->action != FLOW_ALLOW) {
        question->direction = question->packet;
        if (judge(question) != NO_DROP)
            return DROP_FLOW_UNUSABLE;
        refused |= 1 << (question->packet & 1);
    }
    if (question->traced)
        return NO_DROP;
    if (!flow)
        return remember(question, refused);
    write_decision(flow, question, refused);
    return NO_DROP;
}

#endif

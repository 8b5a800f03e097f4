/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses of both versions of IP in one form; see struct address in abi.h. */
#ifndef WEFTNET_ADDRESS_H
#define WEFTNET_ADDRESS_H

#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#include "abi.h"

#define IPV4_MAPPED bpf_htonl(0xffff)

static __always_inline struct address ipv4_address(__be32 address)
{
    return (struct address){ { 0, 0, IPV4_MAPPED, address } };
}

static __always_inline int is_ipv4(const struct address *address)
{
    return address->words[2] == IPV4_MAPPED && !address->words[0] && !address->words[1];
}

static __always_inline __be32 ipv4_of(const struct address *address)
{
    return address->words[3];
}

static __always_inline int is_same(const struct address *one, const struct address *other)
{
    return one->words[3] == other->words[3] && one->words[2] == other->words[2] && one->words[1] == other->words[1] &&
           one->words[0] == other->words[0];
}

#endif

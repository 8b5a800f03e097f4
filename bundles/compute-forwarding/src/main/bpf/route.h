/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WEFTNET_ROUTE_H
#define WEFTNET_ROUTE_H

#include "tables.h"

/* The longest prefix of the VRF that contains the address, or NULL. */
static __always_inline struct route *find_route(__u32 vrf, __be32 destination)
{
    struct route_key key = { .prefix_length = 64, .vrf = vrf, .destination = destination };
    return bpf_map_lookup_elem(&routes, &key);
}

#endif

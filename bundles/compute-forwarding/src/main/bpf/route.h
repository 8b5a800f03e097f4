/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WEFTNET_ROUTE_H
#define WEFTNET_ROUTE_H

#include "address.h"
#include "tables.h"

/* The longest prefix of the VRF that contains the address, or NULL. */
static __always_inline struct route *find_route(__u32 vrf, const struct address *destination)
{
    if (is_ipv4(destination)) {
        struct route_key key = { .prefix_length = 64, .vrf = vrf, .destination = ipv4_of(destination) };
        return bpf_map_lookup_elem(&routes, &key);
    }
    struct route6_key key = { .prefix_length = 32 + 128, .vrf = vrf, .destination = *destination };
    return bpf_map_lookup_elem(&routes6, &key);
}

#endif

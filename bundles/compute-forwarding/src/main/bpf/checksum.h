/* SPDX-License-Identifier: Apache-2.0 */
/* The Internet checksum (RFC 1071): words are added as they are on the wire. */
#ifndef WEFTNET_CHECKSUM_H
#define WEFTNET_CHECKSUM_H

#include <stddef.h>

#include <linux/types.h>

#include <bpf/bpf_helpers.h>

/* {@return the sum of so many octets, a multiple of 4} By a helper, for what is long. */
static __always_inline __u32 sum_of_octets(void *data, __u32 octets)
{
    __u32 sum = bpf_csum_diff(NULL, 0, data, octets, 0);
    return (sum & 0xffff) + (sum >> 16);
}

/* {@return the sum of so many octets, a constant, even number} */
static __always_inline __u32 sum_of_words(const void *data, __u32 octets)
{
    const __u16 *words = data;
    __u32 sum = 0;
#pragma unroll
    for (__u32 i = 0; i < octets / 2; i++)
        sum += words[i];
    return sum;
}

/* {@return the checksum of what adds up to the sum} */
static __always_inline __sum16 fold(__u32 sum)
{
    sum = (sum & 0xffff) + (sum >> 16);
    sum = (sum & 0xffff) + (sum >> 16);
    return ~sum;
}

#endif

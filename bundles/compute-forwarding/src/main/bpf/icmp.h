/* SPDX-License-Identifier: Apache-2.0 */
/* ICMP (RFC 792, RFC 4443), as linux/icmp.h needs headers of the machine's C library. */
#ifndef WEFTNET_ICMP_H
#define WEFTNET_ICMP_H

#include <linux/types.h>

#define ICMP_ECHOREPLY 0
#define ICMP_DEST_UNREACH 3
#define ICMP_SOURCE_QUENCH 4
#define ICMP_REDIRECT 5
#define ICMP_ECHO 8
#define ICMP_TIME_EXCEEDED 11
#define ICMP_PARAMETERPROB 12
#define ICMP_TIMESTAMP 13
#define ICMP_TIMESTAMPREPLY 14

#define ICMP_FRAGMENTATION_NEEDED 4 /* code of "destination unreachable" */

#define ICMPV6_PACKET_TOO_BIG 2
#define ICMPV6_TIME_EXCEEDED 3
#define ICMPV6_FIRST_INFORMATION 128 /* lower types are errors */
#define ICMPV6_ECHO_REQUEST 128
#define ICMPV6_ECHO_REPLY 129
#define ICMPV6_NEIGHBOUR_SOLICITATION 135
#define ICMPV6_NEIGHBOUR_ADVERTISEMENT 136

struct icmp {
    __u8 type;
    __u8 code;
    __sum16 checksum;
    __be16 id;       /* of a request and its reply */
    __be16 sequence; /* or the MTU in "fragmentation needed" */
};

#endif

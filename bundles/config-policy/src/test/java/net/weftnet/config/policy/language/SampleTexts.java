package net.weftnet.config.policy.language;

import net.weftnet.config.policy.language.PolicyFile.Policy;

/** Texts for tests. */
public final class SampleTexts {
    /** One of everything. */
    public static final String WHOLE =
            """
            project default-domain:demo

            policy everything on [back, front, other:shared:net]
            pass tcp virtual-network front any <> virtual-network db 5432 apply-service [fw, "deep inspection"] retain-as-path
            deny udp [virtual-network a, 10.0.0.0/8, 10.1.0.0/16, local] [53, 5353-5355] > network-policy p any log alert
            pass 47 security-group any any <> security-group web any mirror-to analyzer (address 10.0.0.1, port 8099, routing-instance mirror, juniper-header false)
            icmp6 2001:db8::/32 any > any any assign-routing-instance other:shared:ri:ri qos gold host-based-service
            pass sctp virtual-network :single any > local 0-80 mirror-to (next-hop static, tunnel-address 10.0.0.2, tunnel-vni 7)
            pass any any any <> any any gateway gw application [a, "b c"] ethertype IPv6 sequence 1.0 id r1 description "a \\"text\\", # not a comment" created 2026-01-31T12:00:00Z last-modified 2026-01-31T12:00:00.5+01:00

            security-group web
            pass tcp 0.0.0.0/0 any > local [80, 443]
            pass any local any > any any ethertype IPv4
            """;

    private SampleTexts() {}

    /** {@return the file, whatever line things are in} */
    public static PolicyFile withoutLines(PolicyFile file) {
        return new PolicyFile(
                file.policies().stream().map(SampleTexts::withoutLines).toList());
    }

    private static Policy withoutLines(Policy policy) {
        var rules = policy.rules().stream()
                .map(rule -> new Rule(
                        rule.action(),
                        rule.protocol(),
                        rule.source(),
                        rule.direction(),
                        rule.destination(),
                        rule.options(),
                        0))
                .toList();
        return new Policy(policy.kind(), policy.name(), policy.networks(), rules, 0);
    }
}

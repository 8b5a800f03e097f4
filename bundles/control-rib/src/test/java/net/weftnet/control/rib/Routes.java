package net.weftnet.control.rib;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.control.rib.api.InstanceConfig;
import net.weftnet.control.rib.api.NextHop;
import net.weftnet.control.rib.api.RouteAttributes;

/** Short ways to write what tests need. */
final class Routes {
    private Routes() {}

    static InstanceConfig instance(String name, String imports, String exports) {
        return new InstanceConfig(name, "vn-" + name, targets(imports), targets(exports));
    }

    private static Set<RouteTarget> targets(String numbers) {
        return Stream.of(numbers.split(" "))
                .filter(n -> !n.isEmpty())
                .map(n -> RouteTarget.parse("target:64512:" + n))
                .collect(Collectors.toSet());
    }

    static RouteAttributes via(String address, int label) {
        return preferred(address, label, 100, 0);
    }

    static RouteAttributes preferred(String address, int label, long localPreference, long sequence) {
        var nextHop = new NextHop(
                IpAddress.parse(address),
                label,
                0,
                Optional.empty(),
                List.of(Encapsulation.MPLS_OVER_UDP),
                "vn",
                List.of());
        return new RouteAttributes(
                List.of(nextHop), "vn", localPreference, false, sequence, 0, List.of(), List.of(), "interface");
    }
}

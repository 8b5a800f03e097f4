package net.weftnet.config.transformer.intent;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.weftnet.config.db.api.ObjectKey;

/**
 * Names of objects in properties. They are no references, since the objects may come later; but who derives something
 * from such an object has to be found when it comes.
 */
public final class Mentions {
    private static final Set<String> WORDS = Set.of("any", "local");

    private Mentions() {}

    /** {@return what an object mentions} */
    static Set<ObjectKey> of(IntentObject object) {
        var found = new LinkedHashSet<ObjectKey>();
        switch (object.key().type()) {
            case "network-policy" ->
                object.data().container("network-policy-entries").ifPresent(entries -> entries.list("policy-rule")
                        .forEach(rule -> ofRule(rule, found)));
            case "virtual-machine-interface" ->
                object.data()
                        .container("virtual-machine-interface-properties")
                        .flatMap(properties -> properties.container("interface-mirror"))
                        .flatMap(Mentions::analyzer)
                        .ifPresent(name -> add("service-instance", name, found));
            case "service-instance" ->
                object.data().container("service-instance-properties").ifPresent(properties -> {
                    properties.text("left-virtual-network").ifPresent(name -> add("virtual-network", name, found));
                    properties.text("right-virtual-network").ifPresent(name -> add("virtual-network", name, found));
                    properties.list("interface-list").forEach(side -> side.text("virtual-network")
                            .ifPresent(name -> add("virtual-network", name, found)));
                });
            case "route-table" ->
                object.data().container("routes").ifPresent(routes -> routes.list("route")
                        .forEach(
                                route -> route.text("next-hop").ifPresent(hop -> add("service-instance", hop, found))));
            default -> {}
        }
        return found;
    }

    private static void ofRule(Data rule, Set<ObjectKey> found) {
        Stream.concat(rule.list("src-addresses").stream(), rule.list("dst-addresses").stream())
                .forEach(address -> {
                    address.text("virtual-network").ifPresent(name -> add("virtual-network", name, found));
                    address.text("network-policy").ifPresent(name -> add("network-policy", name, found));
                });
        rule.container("action-list").ifPresent(actions -> {
            actions.texts("apply-service").forEach(name -> add("service-instance", name, found));
            analyzer(actions).ifPresent(name -> add("service-instance", name, found));
        });
    }

    private static Optional<String> analyzer(Data around) {
        return around.container("mirror-to").flatMap(mirror -> mirror.text("analyzer-name"));
    }

    private static void add(String type, String name, Set<ObjectKey> found) {
        if (!WORDS.contains(name)) {
            found.add(new ObjectKey(type, name));
        }
    }
}

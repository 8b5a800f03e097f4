package net.weftnet.config.transformer.rules;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import net.weftnet.config.transformer.compile.CompiledEntry;
import net.weftnet.config.transformer.compile.EntryBuilder;
import net.weftnet.config.transformer.engine.Producer;
import net.weftnet.config.transformer.engine.Rule;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.intent.IntentObject;

/**
 * Sessions between BGP routers of the system's own autonomous system, where the system is to make them (ibgp-auto-mesh).
 * Every two have one, unless there are route reflectors (routers with a cluster-id): then who is none has sessions with
 * reflectors only, but control nodes with each other as long as no control node is a reflector. A session that is
 * configured stays as it is.
 */
final class BgpMesh implements Producer {
    private static final String TYPE = "bgp-router";

    @Override
    public String type() {
        return TYPE;
    }

    /**
     * What matters of a router for who its peers are.
     *
     * @param configured the routers that it has a session with by configuration
     */
    record Speaker(boolean isControlNode, boolean isReflector, List<String> configured) {}

    /** The routers of the mesh. There is one value, named by nothing. */
    static final class Speakers implements Rule<NavigableMap<String, Speaker>> {
        static final Speakers RULE = new Speakers();

        @Override
        public String name() {
            return "BGP routers of the mesh";
        }

        @Override
        public boolean isIndex() {
            return true;
        }

        @Override
        public NavigableMap<String, Speaker> compute(String of, Scope scope) {
            var speakers = new TreeMap<String, Speaker>();
            var system = scope.object("global-system-config", "default-global-system-config");
            if (system.filter(one -> one.data()
                            .text("ibgp-auto-mesh")
                            .filter("false"::equals)
                            .isPresent())
                    .isPresent()) {
                return speakers;
            }
            for (var name : scope.members(TYPE, "")) {
                scope.object(TYPE, name)
                        .flatMap(router -> speaker(router, Settings.of(scope).autonomousSystem()))
                        .ifPresent(speaker -> speakers.put(name, speaker));
            }
            return speakers;
        }

        /** {@return the router, if it is in the system's autonomous system; OpenContrail's own always are} */
        private static Optional<Speaker> speaker(IntentObject router, long system) {
            var parameters = router.data().container("bgp-router-parameters");
            boolean isOwn = parameters
                    .flatMap(one -> one.text("vendor"))
                    .map(vendor -> vendor.equalsIgnoreCase("contrail"))
                    .orElse(true);
            long number = parameters
                    .map(one -> one.number("autonomous-system", system))
                    .orElse(system);
            return isOwn || number == system
                    ? Optional.of(new Speaker(
                            parameters
                                    .flatMap(one -> one.text("router-type"))
                                    .map("control-node"::equals)
                                    .orElse(true),
                            parameters
                                    .flatMap(one -> one.text("cluster-id"))
                                    .filter(id -> !id.equals("0"))
                                    .isPresent(),
                            router.data().references(TYPE)))
                    : Optional.empty();
        }
    }

    @Override
    public List<CompiledEntry> compute(String of, Scope scope) {
        var speakers = scope.get(Speakers.RULE, "");
        var entry = EntryBuilder.of(TYPE, of);
        boolean hasPeers = false;
        var own = speakers.get(of);
        if (own != null) {
            // A link has no direction, so the router whose name comes first has it.
            for (var other : speakers.tailMap(of, false).entrySet()) {
                if (!own.configured().contains(other.getKey())
                        && !other.getValue().configured().contains(of)
                        && arePeers(own, other.getValue(), speakers)) {
                    entry.entry(EntryBuilder.of(TYPE, other.getKey()));
                    hasPeers = true;
                }
            }
        }
        return hasPeers ? List.of(entry.build()) : List.of();
    }

    private static boolean arePeers(Speaker one, Speaker other, NavigableMap<String, Speaker> speakers) {
        var reflectors = speakers.values().stream().filter(Speaker::isReflector).toList();
        boolean areControlNodes = one.isControlNode() && other.isControlNode();
        return reflectors.isEmpty()
                || one.isReflector()
                || other.isReflector()
                || areControlNodes && reflectors.stream().noneMatch(Speaker::isControlNode);
    }
}

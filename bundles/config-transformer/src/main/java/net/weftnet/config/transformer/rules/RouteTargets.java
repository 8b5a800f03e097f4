package net.weftnet.config.transformer.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.weftnet.config.transformer.compile.CompiledEntry;
import net.weftnet.config.transformer.compile.EntryBuilder;
import net.weftnet.config.transformer.compile.Uuids;
import net.weftnet.config.transformer.intent.Data;

/**
 * The route targets of a routing instance.
 *
 * @param targets what is done with each
 */
record RouteTargets(Map<String, Direction> targets) {

    RouteTargets {
        targets = Collections.unmodifiableMap(new TreeMap<>(targets));
    }

    /** What is done with a target: routes with it come in, routes get it, or both. */
    enum Direction {
        IMPORT,
        EXPORT,
        BOTH
    }

    /** Collects targets. One that is imported by one list and exported by another is for both directions. */
    static final class Builder {
        private final Map<String, Direction> targets = new TreeMap<>();

        Builder add(String target, Direction direction) {
            targets.merge(target, direction, (one, other) -> one == other ? one : Direction.BOTH);
            return this;
        }

        Builder add(RouteTargets others) {
            others.targets.forEach(this::add);
            return this;
        }

        /** Adds what lists of an object name: for both directions, imported, and exported. */
        Builder addLists(Data object) {
            list(object, "route-target-list").forEach(target -> add(target, Direction.BOTH));
            list(object, "import-route-target-list").forEach(target -> add(target, Direction.IMPORT));
            list(object, "export-route-target-list").forEach(target -> add(target, Direction.EXPORT));
            return this;
        }

        RouteTargets build() {
            return new RouteTargets(targets);
        }
    }

    /** {@return the targets in a list of an object} */
    static Stream<String> list(Data object, String name) {
        return object.container(name).stream().flatMap(list -> list.texts("route-target").stream());
    }

    /** Writes the targets into a routing instance. {@return the targets as objects} */
    List<CompiledEntry> writeTo(EntryBuilder instance) {
        var objects = new ArrayList<CompiledEntry>();
        targets.forEach((target, direction) -> {
            var link = EntryBuilder.of("route-target", target);
            switch (direction) {
                case IMPORT -> link.leaf("import-export", "import");
                case EXPORT -> link.leaf("import-export", "export");
                case BOTH -> {}
            }
            instance.entry(link);
            objects.add(object(target));
        });
        return objects;
    }

    /** {@return a target as an object; its identity is that of its name, since several may share it} */
    static CompiledEntry object(String target) {
        return EntryBuilder.of("route-target", target)
                .leaf("uuid", Uuids.derived(target, "route-target"))
                .build();
    }
}

package net.weftnet.compute.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.protocol.xmpp.ConfigItem;

/** Configuration, port, device, session and routes in any order, deletions and repetitions included, end the same. */
class AnyOrderTest {

    private interface Event {
        void happenTo(AgentRig rig) throws Exception;
    }

    @Property(tries = 200)
    void anyOrderEndsTheSame(@ForAll Random random) throws Exception {
        var expected = end(new Random(0), false);
        assertEquals(expected, end(random, true));
    }

    private static List<String> end(Random random, boolean disturbed) throws Exception {
        var events = new ArrayList<Event>();
        var config = new ArrayList<>(Demo.config());
        config.addAll(Demo.group("default-domain:demo:web", 8_000_001));
        config.addAll(Demo.acl(
                "virtual-network",
                Demo.FRONT,
                "front",
                Demo.rule("1", "6", Demo.network(Demo.FRONT), Demo.network("any"), "80", "pass")));
        for (var item : config) {
            events.add(rig -> rig.receive(0, Demo.update(List.of(item))));
        }
        events.add(rig -> rig.plug(Demo.port()));
        events.add(rig -> rig.device("tap-vm1", 7));
        if (disturbed) {
            Collections.shuffle(events, random);
            for (int i = 0; i < 5; i++) {
                disturb(events, config, random);
            }
        }
        var state = Files.createTempDirectory("weft-any-order");
        try {
            var forwarding = new FakeForwarding();
            var rig = new AgentRig(state, forwarding).up(0);
            for (var event : events) {
                event.happenTo(rig);
            }
            rig.receive(0, Demo.reach("10.1.1.4", 5000, Encapsulation.MPLS_OVER_UDP), Demo.endOfRib());
            rig.pass(AgentRig.GRACE.plusSeconds(1));
            return Stream.concat(forwarding.contents().stream(), forwarding.policies().stream())
                    .toList();
        } finally {
            delete(state);
        }
    }

    /** Something comes, goes and comes again, somewhere between the others. */
    private static void disturb(List<Event> events, List<ConfigItem> config, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> {
                ConfigItem item = config.get(random.nextInt(config.size()));
                insert(
                        events,
                        random,
                        rig -> rig.receive(0, Demo.delete(List.of(item))),
                        rig -> rig.receive(0, Demo.update(List.of(item))));
            }
            case 1 -> insert(events, random, rig -> rig.noDevice("tap-vm1"), rig -> rig.device("tap-vm1", 7));
            case 2 -> insert(events, random, rig -> rig.unplug(Demo.VMI), rig -> rig.plug(Demo.port()));
            default -> {
                // A lost session is followed by the whole configuration again.
                insert(events, random, rig -> rig.down(0), rig -> {
                    rig.up(0);
                    rig.receive(0, Demo.update(config));
                });
            }
        }
    }

    /** The event must come after the first of its kind: at the end, it is undone by its remedy anyhow. */
    private static void insert(List<Event> events, Random random, Event trouble, Event remedy) {
        int at = random.nextInt(events.size() + 1);
        events.add(at, trouble);
        events.add(at + 1 + random.nextInt(events.size() - at), remedy);
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

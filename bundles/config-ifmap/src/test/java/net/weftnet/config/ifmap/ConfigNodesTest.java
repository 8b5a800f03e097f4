package net.weftnet.config.ifmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.hshannover.f4.trust.ifmapj.IfmapJ;
import de.hshannover.f4.trust.ifmapj.identifier.Identifiers;
import de.hshannover.f4.trust.ifmapj.messages.Requests;
import java.nio.file.Path;
import net.weftnet.common.storage.embedded.InProcessBus;
import net.weftnet.common.storage.embedded.SegmentTableStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole config nodes over one log, and control nodes that follow them, while edits go on and some of them go away. */
@Timeout(120)
class ConfigNodesTest {
    private static final int EDITS = 30;

    /** So many that what they change does not fit what may wait. */
    private static final int SMALL_EDITS = 200;

    /** How many items may wait for a subscriber before it is told everything anew: a few commits' worth of these. */
    private static final int MAX_WAITING = 1000;

    private static final String PROJECT = "/domain=default-domain/project=demo";

    @TempDir
    private Path directory;

    private SegmentTableStore files;
    private InProcessBus bus;
    private ConfigNode one;
    private ConfigNode other;

    @BeforeEach
    void open() throws Exception {
        files = new SegmentTableStore(directory.resolve("data"));
        bus = new InProcessBus();
        one = new ConfigNode(directory, files, bus, MAX_WAITING);
        other = new ConfigNode(directory, files, bus, MAX_WAITING);
        other.replace(PROJECT, "project': [{'name': 'demo', 'network-policy': [{'name': 'p'}]}]");
        network("front", "'network-policy': [{'fq-name': 'default-domain:demo:p'}]");
    }

    @AfterEach
    void close() throws Exception {
        one.close();
        other.close();
        bus.close();
        files.close();
    }

    private long network(String name, String content) throws Exception {
        return other.replace(
                PROJECT + "/virtual-network=" + name, "virtual-network': [{'name': '" + name + "', " + content + "}]");
    }

    /** An edit that changes routing instances, route targets and an access control list. */
    private long edit(int i) throws Exception {
        if (i % 2 == 0) {
            return network("n" + i, "'network-policy': [{'fq-name': 'default-domain:demo:p'}]");
        }
        return other.replace(
                PROJECT + "/network-policy=p",
                "network-policy': [{'name': 'p', 'network-policy-entries': {'policy-rule': [{'rule-uuid': 'r', 'protocol':"
                        + " 'any', 'direction': '<>', 'src-addresses': [{'index': 1, 'virtual-network': 'any'}],"
                        + " 'dst-addresses': [{'index': 1, 'virtual-network': 'default-domain:demo:n" + (i - 1)
                        + "'}], 'action-list': {'simple-action': 'pass'}}]}}]");
    }

    @Test
    void controlNodeGoesOnAtTheOtherConfigNodeByRevision() throws Exception {
        try (var control = new ControlNode(one, other)) {
            control.await(1);
            assertEquals(one.server().url(), control.client().status().server());
            long newest = 0;
            for (int i = 0; i < EDITS; i++) {
                newest = edit(i);
                if (i == EDITS / 2) {
                    one.close();
                }
            }
            control.await(newest);
            assertEquals(other.server().url(), control.client().status().server());
            assertEquals(1, control.client().wholeReads(), "no full re-read");
            try (var fresh = new ControlNode(other)) {
                fresh.await(newest);
                assertEquals(fresh.knows(), control.knows());
            }
        }
    }

    @Test
    void aSlowControlNodeAndAKilledOneHoldUpNobody() throws Exception {
        var slow = IfmapJ.createSsrc(
                other.server().url(),
                "ifmap",
                other.server().password(),
                other.server().trust());
        slow.newSession();
        var root = Identifiers.createOtherIdentity("contrail:config-root:root", "", "extended");
        slow.subscribe(
                Requests.createSubscribeReq(Requests.createSubscribeUpdate("root", null, 255, null, null, null, root)));
        slow.getArc().poll();
        var killed = new ControlNode(other);
        killed.await(1);
        try (var control = new ControlNode(other)) {
            control.await(1);
            long newest = 0;
            for (int i = 0; i < SMALL_EDITS; i++) {
                newest = network("small" + i, "'is-shared': true");
                if (i == SMALL_EDITS / 2) {
                    killed.close();
                }
                control.await(newest);
            }
            assertEquals(1, control.client().wholeReads(), "who keeps up is told each change");
            // Who does not is told everything anew, once, and not what it missed.
            var late = slow.getArc().poll();
            assertEquals(1, late.getSearchResults().size());
            assertTrue(
                    late.getUpdateResults().isEmpty() && late.getDeleteResults().isEmpty());
        }
        slow.closeTcpConnection();
    }
}

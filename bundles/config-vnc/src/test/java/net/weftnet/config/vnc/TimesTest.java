package net.weftnet.config.vnc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import net.weftnet.config.db.Limits;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.ConfigSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.Uint16;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;

/** {@code id_perms} tells when an object was made and changed, whoever did it by whatever way. */
class TimesTest {
    @TempDir
    Path directory;

    private static JsonObject perms(TestApi api, String network) throws Exception {
        return api.get("/virtual-network/" + network).object("virtual-network").getAsJsonObject("id_perms");
    }

    private static void assertTimes(Commit made, Commit changed, JsonObject perms) {
        assertEquals(time(made), LocalDateTime.parse(perms.get("created").getAsString()));
        assertEquals(
                time(changed), LocalDateTime.parse(perms.get("last_modified").getAsString()));
    }

    private static LocalDateTime time(Commit commit) {
        return LocalDateTime.ofInstant(commit.time(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    }

    /** A change as RESTCONF makes it, and another config node whose commits this one follows. */
    private static Commit change(TestApi api, String network, int mtu) throws Exception {
        var leaf = QName.create(ConfigSchema.CONFIG, "mtu");
        var path = api.index
                .find("virtual-network", TestApi.PROJECT + ":" + network)
                .orElseThrow()
                .path();
        return api.datastore.commit(
                "somebody", "", tree -> tree.write(path.node(leaf), ImmutableNodes.leafNode(leaf, mtu(mtu))));
    }

    private static Object mtu(int mtu) {
        return Uint16.valueOf(mtu);
    }

    private static Commit newest(TestApi api) throws Exception {
        return api.datastore
                .commitsSince(api.datastore.snapshot().revision() - 1, 1)
                .getFirst();
    }

    @Test
    void theyAreThoseOfTheCommits() throws Exception {
        Commit made;
        Commit changed;
        String network;
        try (var api = new TestApi(directory)) {
            network = api.create("virtual-network", "front", "");
            made = newest(api);
            assertTimes(made, made, perms(api, network));
            changed = change(api, "front", 1400);
            assertTimes(made, changed, perms(api, network));
        }
        // Read from the log again.
        try (var api = new TestApi(directory)) {
            assertTimes(made, changed, perms(api, network));
        }
    }

    @Test
    void snapshotsKeepThem() throws Exception {
        var limits = new Limits(2, 2, Limits.DEFAULT.changeBytes());
        Commit made;
        Commit changed;
        Commit changedLate;
        String early;
        String late;
        try (var api = new TestApi(directory, limits)) {
            early = api.create("virtual-network", "early", "");
            made = newest(api);
            changed = change(api, "early", 1400);
            late = api.create("virtual-network", "late", "");
            for (int mtu = 1300; mtu < 1310; mtu++) {
                change(api, "late", mtu);
            }
            changedLate = newest(api);
        }
        // The commits of the first object are not in the log any more.
        try (var api = new TestApi(directory, limits)) {
            assertTimes(made, changed, perms(api, early));
            assertEquals(
                    time(changedLate),
                    LocalDateTime.parse(perms(api, late).get("last_modified").getAsString()));
            // Nobody finds the times of an object that is gone.
            api.delete("/virtual-network/" + early);
            var again = api.create("virtual-network", "early", "'uuid': '" + early + "'");
            assertEquals(early, again);
            assertTimes(newest(api), newest(api), perms(api, early));
        }
    }
}

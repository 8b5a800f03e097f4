package net.weftnet.config.vnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A long list is written piece by piece, and a client that goes away ends it. */
class LargeListTest {
    private static final int OBJECTS = 3_000;

    @TempDir
    Path directory;

    /** Counts what is written, and how much at a time; fails after a number of octets. */
    private static final class Counting extends OutputStream {
        private final long last;
        private long total;
        private int writes;
        private int longest;

        Counting(long last) {
            this.last = last;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[1], 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            total += length;
            writes++;
            longest = Math.max(longest, length);
            if (total > last) {
                throw new IOException("The client went away");
            }
        }
    }

    @Test
    void isWrittenPieceByPiece() throws Exception {
        try (var api = new TestApi(directory)) {
            api.datastore.imported(configuration(api), "test", "");
            var reply = api.answer(TestCall.of("GET /virtual-networks?detail=True", ""));
            var whole = new Counting(Long.MAX_VALUE);
            reply.body().writeTo(whole);
            assertTrue(whole.total > OBJECTS * 500L, () -> whole.total + " octets");
            assertTrue(whole.longest <= 64 * 1024, () -> "a piece of " + whole.longest + " octets");
            var half = new Counting(whole.total / 2);
            org.junit.jupiter.api.Assertions.assertThrows(
                    IOException.class, () -> reply.body().writeTo(half));
            assertTrue(half.writes < whole.writes);
            var count = api.get("/virtual-networks?count=True").json().getAsJsonObject("virtual-networks");
            assertEquals(OBJECTS + 4, count.get("count").getAsInt());
        }
    }

    private static String configuration(TestApi api) {
        var file = JsonParser.parseString(api.exported()).getAsJsonObject();
        var project = config(file)
                .getAsJsonArray("domain")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("project")
                .get(0)
                .getAsJsonObject();
        var networks = project.getAsJsonArray("virtual-network");
        add(networks);
        return file.toString();
    }

    private static JsonObject config(JsonObject file) {
        return file.getAsJsonObject("weftnet-config:config");
    }

    private static void add(JsonArray networks) {
        for (int i = 0; i < OBJECTS; i++) {
            var network = new JsonObject();
            network.addProperty("name", "network%05d".formatted(i));
            network.addProperty("mtu", 1400);
            networks.add(network);
        }
    }
}

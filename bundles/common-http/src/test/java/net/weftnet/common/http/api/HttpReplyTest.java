package net.weftnet.common.http.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpReplyTest {
    @Test
    void writesTextAsUtf8() throws IOException {
        var out = new ByteArrayOutputStream();
        var reply = HttpReply.of(200, "text/plain", "grüß").with("ETag", "\"1\"");
        reply.body().writeTo(out);
        assertEquals("grüß", out.toString(StandardCharsets.UTF_8));
        assertEquals(Map.of("Content-Type", "text/plain", "ETag", "\"1\""), reply.headers());
    }

    @Test
    void rejectsWhatIsNoFinalStatus() {
        assertThrows(IllegalArgumentException.class, () -> HttpReply.empty(100));
        assertThrows(IllegalArgumentException.class, () -> HttpReply.empty(600));
    }
}

package net.weftnet.common.http.server;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.Health.Condition;
import net.weftnet.common.runtime.api.NodeContext;

/** {@code GET /weft/health}: the board of conditions as a JSON array, the same on every listener and for everyone. */
final class HealthReport {
    static final String PATH = "/weft/health";

    private final NodeContext node;
    private final Health health;

    HealthReport(NodeContext node, Health health) {
        this.node = node;
        this.health = health;
    }

    HttpReply reply(String method) {
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return HttpReply.of(405, "text/plain", "Only GET\n").with("Allow", "GET, HEAD");
        }
        return new HttpReply(200, Map.of("Content-Type", "application/json", "Cache-Control", "no-store"), out -> {
            var json = new JsonWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            json.beginArray();
            for (var condition : health.conditions()) {
                write(json, condition);
            }
            json.endArray().flush();
        });
    }

    private void write(JsonWriter json, Condition condition) throws IOException {
        json.beginObject();
        json.name("node").value(node.nodeName());
        json.name("role").value(condition.role());
        json.name("subject").value(condition.subject());
        json.name("level").value(condition.level().name());
        json.name("detail").value(condition.detail());
        json.name("since").value(condition.since().toString());
        json.endObject();
    }
}

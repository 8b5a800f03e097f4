package net.weftnet.config.access.audit;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.weftnet.common.http.api.AnsweredCall;
import net.weftnet.common.http.api.CallObserver;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.NodeContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log: one line of JSON for each call of each listener: when, on which node, who, from where, what, and what came
 * of it. Bodies,
 * queries and headers are not in it. A log that cannot be written stops no call; {@code weft:health} says so.
 */
@Component(
        service = {CallObserver.class, AuditLog.class},
        configurationPid = "net.weftnet.config.access")
@Designate(ocd = AuditLog.Config.class)
public final class AuditLog implements CallObserver {
    private static final Logger log = LoggerFactory.getLogger(AuditLog.class);

    /** Its call tells of itself, since only it knows who has logged in. */
    public static final String LOGIN = "/weft/login";

    /** The limits of the log. */
    @ObjectClassDefinition(name = "Access")
    public @interface Config {
        @AttributeDefinition(description = "How many octets a file of the audit log may have")
        long auditFileBytes() default 16 << 20;

        @AttributeDefinition(description = "How many files of the audit log are kept")
        int auditFiles() default 10;
    }

    private final AuditFiles files;
    private final String node;
    private final Health.Subject health;

    /** Opens the log of this node. */
    @Activate
    public AuditLog(@Reference NodeContext node, @Reference Health health, Config config) throws IOException {
        this(
                new AuditFiles(node.stateDirectory().resolve("audit"), config.auditFileBytes(), config.auditFiles()),
                node.nodeName(),
                health);
    }

    AuditLog(AuditFiles files, String node, Health health) {
        this.files = files;
        this.node = node;
        this.health = health.open("config", "audit log");
        this.health.ok("written");
    }

    @Override
    public void answered(AnsweredCall call) {
        if (!call.path().equals(LOGIN)) {
            write(line(call));
        }
    }

    /** Tells of a login. The user is one that there is: another name may be a password in the wrong place. */
    public void login(Optional<String> user, SocketAddress peer, int status) {
        var line = new JsonObject();
        line.addProperty("time", Instant.now().toString());
        line.addProperty("node", node);
        user.ifPresent(name -> line.addProperty("user", name));
        line.addProperty("from", address(peer));
        line.addProperty("listener", "rest");
        line.addProperty("method", "POST");
        line.addProperty("path", LOGIN);
        line.addProperty("status", status);
        write(line);
    }

    private JsonObject line(AnsweredCall call) {
        var line = new JsonObject();
        line.addProperty("time", call.begun().toString());
        line.addProperty("node", node);
        call.user().ifPresent(user -> line.addProperty("user", user));
        line.addProperty("from", address(call.peer()));
        line.addProperty("listener", call.listener());
        line.addProperty("method", call.method());
        line.addProperty("path", call.path());
        line.addProperty("status", call.status());
        call.entityTag().ifPresent(tag -> line.addProperty("revision", tag.replace("\"", "")));
        line.addProperty("milliseconds", call.took().toMillis());
        return line;
    }

    private static String address(SocketAddress peer) {
        return peer instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress().getHostAddress()
                : peer.toString();
    }

    private void write(JsonObject line) {
        try {
            files.add(line.toString());
            health.ok("written");
        } catch (IOException e) {
            log.error("audit log: a call is not in it", e);
            health.failed("cannot be written: " + e.getMessage());
        }
    }

    /**
     * {@return the newest calls, newest first}
     *
     * @param limit how many at most
     */
    public List<JsonObject> newest(int limit, AuditFilter filter) throws IOException {
        return files.newest(limit, line -> filter.isWanted(parse(line))).stream()
                .map(AuditLog::parse)
                .toList();
    }

    /** A line that a full disk has cut short is shown as it is. */
    private static JsonObject parse(String line) {
        try {
            return JsonParser.parseString(line).getAsJsonObject();
        } catch (RuntimeException _) {
            var broken = new JsonObject();
            broken.addProperty("path", line);
            return broken;
        }
    }

    /** {@return a member of a line, if it has it} */
    public static Optional<String> text(JsonObject line, String member) {
        return Optional.ofNullable(line.get(member)).map(value -> value.getAsString());
    }

    @Deactivate
    void close() {
        files.close();
        health.close();
    }
}

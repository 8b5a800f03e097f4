package net.weftnet.config.access.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import net.weftnet.common.http.api.Caller;

/**
 * What a token stands for.
 *
 * @param caller the user as it was at the login
 * @param isOfNode whether the user was one that the nodes have of their own
 * @param proof shows which password the token was given for, to who has the token only
 * @param begun when the login was
 * @param end until when the token is good
 */
record Session(Caller caller, boolean isOfNode, String proof, Instant begun, Instant end) {
    private static final Gson JSON = new Gson();

    boolean isGood(Instant now) {
        return now.isBefore(end);
    }

    byte[] toRow() {
        var row = new JsonObject();
        row.addProperty("user", caller.name());
        row.add("roles", JSON.toJsonTree(new TreeSet<>(caller.roles())));
        row.addProperty("of-node", isOfNode);
        row.addProperty("proof", proof);
        row.addProperty("begun", begun.toString());
        row.addProperty("end", end.toString());
        return row.toString().getBytes(UTF_8);
    }

    static Session ofRow(byte[] octets) throws IOException {
        try {
            var row = JsonParser.parseString(new String(octets, UTF_8)).getAsJsonObject();
            var roles = Set.of(JSON.fromJson(row.get("roles"), String[].class));
            return new Session(
                    new Caller(row.get("user").getAsString(), roles),
                    row.get("of-node").getAsBoolean(),
                    row.get("proof").getAsString(),
                    Instant.parse(row.get("begun").getAsString()),
                    Instant.parse(row.get("end").getAsString()));
        } catch (RuntimeException e) {
            throw new IOException("What is stored is no session", e);
        }
    }

    @Override
    public String toString() {
        return caller.name() + " until " + end;
    }
}

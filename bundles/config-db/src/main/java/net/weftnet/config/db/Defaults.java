package net.weftnet.config.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Objects;
import net.weftnet.config.db.api.ConfigDatastore.Edit;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.log.ChangeSetCodec;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;

/**
 * What a new system starts with: what OpenContrail's API server makes at its first start, under the same names. It is in
 * {@code defaults.json}, as RFC 7951 encodes it; everything left out there is provided as for anybody else's objects.
 */
final class Defaults implements Edit {
    private final ChangeSetCodec codec;

    Defaults(ChangeSetCodec codec) {
        this.codec = codec;
    }

    @Override
    public void apply(DataTreeModification tree) {
        if (tree.readNode(YangInstanceIdentifier.of(ConfigSchema.CONFIG)).isPresent()) {
            return; // Another node was first.
        }
        var edit = new JsonObject();
        edit.addProperty("operation", "replace");
        edit.addProperty("target", "/weftnet-config:config");
        edit.add("value", read());
        var edits = new JsonArray();
        edits.add(edit);
        codec.apply(edits, tree);
    }

    private static JsonObject read() {
        try (var resource = Objects.requireNonNull(Defaults.class.getResourceAsStream("defaults.json"));
                var reader = new InputStreamReader(resource, UTF_8)) {
            return JsonParser.parseReader(reader).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException("defaults.json cannot be read", e);
        }
    }
}

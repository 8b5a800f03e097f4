package net.weftnet.config.vnc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.storage.embedded.InProcessBus;
import net.weftnet.common.storage.embedded.SegmentTableStore;
import net.weftnet.common.storage.embedded.TableCoordination;
import net.weftnet.config.access.StoredAccess;
import net.weftnet.config.db.Limits;
import net.weftnet.config.db.LogDatastore;
import net.weftnet.config.db.model.Modules;
import net.weftnet.config.transformer.SchemaTransformer;
import net.weftnet.config.vnc.index.ObjectIndex;
import net.weftnet.config.vnc.mapping.ObjectCodec;
import net.weftnet.config.vnc.mapping.VncSchema;
import net.weftnet.config.vnc.resource.Configuration;
import net.weftnet.config.vnc.resource.VncResources;
import net.weftnet.test.SilentHealth;
import org.opendaylight.yangtools.yang.data.tree.impl.di.InMemoryDataTreeFactory;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.parser.impl.DefaultYangParserFactory;

/** The API over a real datastore. JSON is written with ' for ". */
final class TestApi implements AutoCloseable {
    static final EffectiveModelContext MODULES = Modules.parse(new DefaultYangParserFactory());
    static final String BASE = "http://vnc.test:8082";
    static final String PROJECT = "default-domain:default-project";

    final LogDatastore datastore;
    final ObjectIndex index;
    final StoredAccess access;
    final SchemaTransformer transformer;
    private final VncResources resources;
    private final SegmentTableStore files;
    private final InProcessBus bus = new InProcessBus();

    /** What came back. */
    record Reply(int status, String text, Map<String, String> headers) {
        JsonObject json() {
            assertEquals(200, status, text);
            return JsonParser.parseString(text).getAsJsonObject();
        }

        /** The object in a reply that has it under the name of its type. */
        JsonObject object(String type) {
            return json().getAsJsonObject(type);
        }
    }

    TestApi(Path directory) throws Exception {
        this(directory, Limits.DEFAULT);
    }

    TestApi(Path directory, Limits limits) throws Exception {
        files = new SegmentTableStore(directory);
        datastore = new LogDatastore(
                files,
                new TableCoordination(files),
                bus,
                MODULES,
                new InMemoryDataTreeFactory(),
                new SilentHealth(),
                Clock.systemUTC(),
                limits);
        transformer = new SchemaTransformer(datastore, new SilentHealth());
        index = new ObjectIndex(datastore, transformer);
        access = new StoredAccess(
                files, new TableCoordination(files), bus, datastore, new InMemoryDataTreeFactory(), new SilentHealth());
        resources = new VncResources(
                access,
                new Configuration(datastore, new VncSchema(datastore), new ObjectCodec(datastore, datastore), index),
                index,
                files,
                new TableCoordination(files));
    }

    HttpReply answer(HttpCall call) throws IOException, InterruptedException {
        return resources.handle(call, BASE);
    }

    Reply call(HttpCall call) throws IOException, InterruptedException {
        var reply = answer(call);
        var out = new ByteArrayOutputStream();
        reply.body().writeTo(out);
        return new Reply(reply.status(), out.toString(StandardCharsets.UTF_8), reply.headers());
    }

    Reply get(String path) throws Exception {
        return call(TestCall.of("GET " + path, ""));
    }

    Reply delete(String path) throws Exception {
        return call(TestCall.of("DELETE " + path, ""));
    }

    Reply post(String path, String body) throws Exception {
        return call(TestCall.of("POST " + path, body.replace('\'', '"')));
    }

    Reply put(String path, String body) throws Exception {
        return call(TestCall.of("PUT " + path, body.replace('\'', '"')));
    }

    /** Makes an object in the default project; {@code members} as {@code 'a': 1}, or empty. Returns its UUID. */
    String create(String type, String name, String members) throws Exception {
        return post(
                        "/" + type + "s",
                        "{'" + type + "': {'parent_type': 'project', 'fq_name': ['default-domain', 'default-project', '"
                                + name + "']" + (members.isEmpty() ? "" : ", " + members) + "}}")
                .object(type)
                .get("uuid")
                .getAsString();
    }

    /** {@return the whole configuration in the JSON of the modules, as RESTCONF has it} */
    String exported() {
        return datastore.exported(datastore.snapshot());
    }

    @Override
    public void close() {
        index.close();
        transformer.close();
        access.close();
        datastore.close();
        bus.close();
        files.close();
    }
}

package net.weftnet.config.api;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.opendaylight.netconf.databind.DatabindContext;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.data.codec.gson.DefaultJSONValueWriter;
import org.opendaylight.yangtools.yang.data.codec.gson.JSONCodec;
import org.opendaylight.yangtools.yang.model.api.LeafListSchemaNode;
import org.opendaylight.yangtools.yang.model.api.LeafSchemaNode;
import org.opendaylight.yangtools.yang.model.util.SchemaInferenceStack;

/**
 * Writes data as JSON (RFC 7951). OpenDaylight's own writer leaves out empty containers, which is what a retrieval of little
 * depth consists of.
 */
final class JsonOutput implements DataOutput {

    private static final String TAG = "ietf-netconf-with-defaults:default";

    private final DatabindContext databind;
    private final SchemaInferenceStack at;
    private final JsonWriter json;
    private final Deque<QNameModule> modules = new ArrayDeque<>();

    /**
     * Writes members between {@code beginObject} and {@code endObject}.
     *
     * @param at the place in the schema of what is being written, which the writer's user keeps up to date
     * @param outside the module of the node around
     */
    JsonOutput(DatabindContext databind, SchemaInferenceStack at, JsonWriter json, QNameModule outside) {
        this.databind = databind;
        this.at = at;
        this.json = json;
        modules.push(outside);
    }

    /** {@return the name of a member: with its module's if that is another one than that of the node around} */
    private String name(QName name) {
        return name.getModule().equals(modules.element()) ? name.getLocalName() : fullName(databind, name);
    }

    /** {@return a name with that of its module in front} */
    static String fullName(DatabindContext databind, QName name) {
        return moduleName(databind, name.getModule()) + ':' + name.getLocalName();
    }

    /** {@return the name that a member of this module has in front} */
    static String moduleName(DatabindContext databind, QNameModule module) {
        return databind.modelContext()
                .findModuleStatement(module)
                .orElseThrow()
                .argument()
                .getLocalName();
    }

    private void begin(QName name) throws IOException {
        json.name(name(name));
        modules.push(name.getModule());
    }

    @Override
    public void beginContainer(QName name) throws IOException {
        begin(name);
        json.beginObject();
    }

    @Override
    public void endContainer() throws IOException {
        json.endObject();
        modules.pop();
    }

    @Override
    public void beginList(QName name) throws IOException {
        begin(name);
        json.beginArray();
    }

    @Override
    public void beginEntry(QName name) throws IOException {
        json.beginObject();
    }

    @Override
    public void endEntry() throws IOException {
        json.endObject();
    }

    @Override
    public void endList() throws IOException {
        json.endArray();
        modules.pop();
    }

    @Override
    public void beginLeafList(QName name) throws IOException {
        json.name(name(name)).beginArray();
    }

    @Override
    public void value(QName name, Object value, boolean isTagged) throws IOException {
        value(value);
    }

    @SuppressWarnings("unchecked") // The tree holds values of the type of their leaf only.
    private void value(Object value) throws IOException {
        var codec = (JSONCodec<Object>)
                switch (at.currentStatement()) {
                    case LeafSchemaNode leaf -> databind.jsonCodecs().codecFor(leaf, at);
                    case LeafListSchemaNode list -> databind.jsonCodecs().codecFor(list, at);
                    default -> throw new IllegalStateException("No leaf: " + at.currentStatement());
                };
        codec.writeValue(new DefaultJSONValueWriter(json), value);
    }

    /** The metadata of a leaf-list is an array, of one member for each value (RFC 7952 section 5.2.3). */
    @Override
    public void endLeafList(QName name, boolean isTagged) throws IOException {
        json.endArray();
        if (isTagged) {
            json.name('@' + name(name)).beginArray();
            for (var _ : ((LeafListSchemaNode) at.currentStatement()).getDefaults()) {
                json.beginObject().name(TAG).value(true).endObject();
            }
            json.endArray();
        }
    }

    @Override
    public void leaf(QName name, Object value, boolean isTagged) throws IOException {
        json.name(name(name));
        value(value);
        if (isTagged) {
            json.name('@' + name(name)).beginObject().name(TAG).value(true).endObject();
        }
    }
}

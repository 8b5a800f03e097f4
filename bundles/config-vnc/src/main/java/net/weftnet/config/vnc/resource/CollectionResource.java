package net.weftnet.config.vnc.resource;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.vnc.index.Entry;
import net.weftnet.config.vnc.index.Objects;
import net.weftnet.config.vnc.mapping.ObjectCodec;
import net.weftnet.config.vnc.mapping.ResourceType;
import net.weftnet.config.vnc.mapping.VncException;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;

/** {@code /virtual-networks}: the objects of a type. */
final class CollectionResource {
    private final Configuration config;
    private final References references;

    CollectionResource(Configuration config) {
        this.config = config;
        references = new References(config.index());
    }

    HttpReply list(Request request, ResourceType type) throws VncException, InterruptedException {
        var snapshot = config.index().snapshot();
        return new ObjectList(config, type, request.query(), snapshot).reply(request.links());
    }

    /** {@code /list-bulk-collection}: a list whose parameters do not fit in a query. */
    HttpReply listBulk(Request request) throws VncException, IOException, InterruptedException {
        var parameters = Parameters.of(request.object());
        var type = config.schema().require(parameters.require("type"));
        var snapshot = config.index().snapshot();
        return new ObjectList(config, type, parameters, snapshot).reply(request.links());
    }

    HttpReply create(Request request, ResourceType type) throws VncException, IOException, InterruptedException {
        if (type.isCompiled()) {
            throw Configuration.madeBySystem(type.name() + " objects");
        }
        var object = member(request.object(), type);
        config.index().snapshot();
        var names = FqNames.read(object.has("fq_name") ? object.get("fq_name") : missing("fq_name"));
        var fqName = FqNames.join(names);
        requireNew(type, fqName, uuid(object));
        var placement = Placement.of(type, Parameters.of(object), names, config.index());
        var itsType = placement.place().type();
        var given = config.codec().read(type, object, references);
        ObjectCodec.identify(given, itsType, names.getLast(), uuid(object));
        var node = config.codec().object(placement.around(), itsType, given.content());
        var list = placement.around().node(itsType.qname());
        var path = itsType.key().isPresent() ? list.node(node.name()) : list;
        config.commit(request, path, tree -> {
            requireThere(tree, placement.around());
            if (tree.readNode(path).isPresent()) {
                throw new ConfigException(Kind.EXISTS, path, FqNames.show(fqName) + " already exists");
            }
            tree.write(path, node);
        });
        config.index().snapshot();
        var created = config.index()
                .find(type.name(), fqName)
                .orElseThrow(() -> VncException.conflict(FqNames.show(fqName) + " was deleted again"));
        return JsonReply.of(type.name(), created(request.links(), placement, created, config.index()));
    }

    /** {@return the object in a body that has it under the name of its type} */
    static JsonObject member(JsonObject body, ResourceType type) throws VncException {
        if (body.get(type.name()) instanceof JsonObject object) {
            return object;
        }
        throw VncException.badRequest("Bad Request, no " + type.name() + " in the body");
    }

    private static JsonElement missing(String member) throws VncException {
        throw VncException.badRequest("Bad Request, no " + member + " in POST body");
    }

    private static Optional<UUID> uuid(JsonObject object) throws VncException {
        var uuid = new Parameters(object.asMap()).text("uuid");
        return uuid.isPresent() ? Optional.of(Uuids.parse(uuid.get())) : Optional.empty();
    }

    private void requireNew(ResourceType type, String fqName, Optional<UUID> uuid) throws VncException {
        var sameName = config.index().find(type.name(), fqName);
        if (sameName.isPresent()) {
            throw VncException.conflict(FqNames.show(fqName) + " already exists with uuid: "
                    + sameName.get().uuid());
        }
        var sameUuid = uuid.flatMap(config.index()::find);
        if (sameUuid.isPresent()) {
            throw VncException.conflict(uuid.get() + " already exists with fq_name: "
                    + FqNames.show(sameUuid.get().key().fqName()));
        }
    }

    private static void requireThere(DataTreeModification tree, YangInstanceIdentifier around) throws ConfigException {
        if (tree.readNode(around).isEmpty()) {
            throw new ConfigException(Kind.MISSING, around, "The parent has just been deleted");
        }
    }

    private static JsonObject created(Links links, Placement placement, Entry created, Objects index) {
        var body = new JsonObject();
        body.addProperty("name", created.name());
        body.add("fq_name", FqNames.write(created.key().fqName()));
        body.addProperty("uuid", created.uuid().toString());
        body.addProperty("href", links.to(created.key().type(), created.uuid()));
        var parentType = placement.place().parentType();
        if (parentType.isPresent()) {
            body.addProperty("parent_type", parentType.get());
            var names = created.names();
            index.find(parentType.get(), FqNames.join(names.subList(0, names.size() - 1)))
                    .ifPresent(parent -> {
                        body.addProperty("parent_uuid", parent.uuid().toString());
                        body.addProperty("parent_href", links.to(parentType.get(), parent.uuid()));
                    });
        }
        return body;
    }
}

package net.weftnet.config.vnc.resource;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.vnc.index.Entry;
import net.weftnet.config.vnc.mapping.Given;
import net.weftnet.config.vnc.mapping.ObjectCodec;
import net.weftnet.config.vnc.mapping.ResourceType;
import net.weftnet.config.vnc.mapping.VncException;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;

/** {@code /virtual-network/UUID}: one object. */
final class ObjectResource {
    private final Configuration config;
    private final References references;
    private final RelaxedReferences relaxed;

    ObjectResource(Configuration config, RelaxedReferences relaxed) {
        this.config = config;
        this.relaxed = relaxed;
        references = new References(config.index());
    }

    /** The entity tag is the revision of the whole configuration: children and back references are a part of the object. */
    HttpReply read(Request request, ResourceType type, String uuid) throws VncException, InterruptedException {
        var snapshot = config.index().snapshot();
        var object = found(snapshot, type, uuid);
        var tag = '"' + Long.toString(snapshot.revision()) + '"';
        if (request.call().header("If-None-Match").filter(tag::equals).isPresent()) {
            return HttpReply.empty(304).with("ETag", tag);
        }
        var selection = Selection.ofObject(type, request.query());
        var writer = new ObjectWriter(config, snapshot, request.links(), selection);
        return JsonReply.streamed(out -> {
                    out.beginObject();
                    out.name(type.name());
                    writer.write(out, object);
                    out.endObject();
                })
                .with("ETag", tag);
    }

    private Found found(Snapshot snapshot, ResourceType type, String uuid) throws VncException {
        return config.read(snapshot, config.require(type, uuid))
                .orElseThrow(() -> VncException.notFound("No " + type.name() + " object found for id " + uuid));
    }

    /** Changes what the client speaks of, each property or list of references as a whole, and nothing else. */
    HttpReply update(Request request, ResourceType type, String uuid)
            throws VncException, IOException, InterruptedException {
        config.index().snapshot();
        var object = Configuration.requireConfigured(config.require(type, uuid));
        if (!(request.json() instanceof JsonObject body) || body.isEmpty()) {
            return HttpReply.empty(200);
        }
        var given = config.codec().read(type, CollectionResource.member(body, type), references);
        var key = object.type().key();
        key.ifPresent(leaf -> given.content().addProperty(leaf.getLocalName(), object.name()));
        var content = config.codec().object(around(object), object.type(), given.content());
        ObjectEdit.commit(config, request, object, tree -> write(tree, object, given, content));
        var reply = new JsonObject();
        reply.addProperty("uuid", object.uuid().toString());
        reply.addProperty("href", request.links().to(type.name(), object.uuid()));
        return JsonReply.of(type.name(), reply);
    }

    private static YangInstanceIdentifier around(Entry object) {
        var list = object.path().coerceParent();
        return object.type().key().isPresent() ? list.coerceParent() : list;
    }

    private static void write(DataTreeModification tree, Entry object, Given given, DataContainerNode content) {
        for (var name : given.nodes()) {
            write(tree, object, name, content);
        }
    }

    private static void write(DataTreeModification tree, Entry object, QName name, DataContainerNode content) {
        var path = object.path().node(name);
        var node = content.childByArg(new NodeIdentifier(name));
        if (node != null && name.equals(ObjectCodec.idPerms(object.type()))) {
            tree.merge(path, node);
        } else if (node != null) {
            tree.write(path, node);
        } else if (tree.readNode(path).isPresent()) {
            tree.delete(path);
        }
    }

    /** Deletes an object without children that nobody refers to. Children by default names go with it. */
    HttpReply delete(Request request, ResourceType type, String uuid)
            throws VncException, IOException, InterruptedException {
        var snapshot = config.index().snapshot();
        var object = Configuration.requireConfigured(config.require(type, uuid));
        var referrers = config.index().referrers(object.key());
        var forgotten = relaxed.of(object.uuid(), referrers);
        var blocking = referrers.stream()
                .filter(referrer -> !forgotten.contains(referrer))
                .map(referrer -> request.links().to(referrer.key().type(), referrer.uuid()))
                .toList();
        requireNone("Delete when children still present: ", children(request, snapshot, object));
        requireNone("Delete when resource still referred: ", blocking);
        config.commit(request, object.path(), tree -> {
            if (tree.readNode(object.path()).isEmpty()) {
                throw new ConfigException(Kind.MISSING, object.path(), "ID " + uuid + " does not exist");
            }
            if (hasChildren(
                    object, (DataContainerNode) tree.readNode(object.path()).orElseThrow())) {
                throw new ConfigException(Kind.IN_USE, object.path(), "Delete when children still present");
            }
            forgotten.forEach(referrer -> new ReferenceEdit(config, referrer, type.name())
                    .remove(tree, object.key().fqName()));
            tree.delete(object.path());
        });
        relaxed.forget(object.uuid());
        return HttpReply.empty(200);
    }

    private List<String> children(Request request, Snapshot snapshot, Entry object) {
        var source = new ObjectSource(config, snapshot);
        return config.read(snapshot, object).stream()
                .flatMap(parent -> parent.type().children().keySet().stream()
                        .flatMap(member -> source.children(parent, member).stream()))
                .filter(child -> !child.type().isCompiled())
                .filter(child -> !isDefault(child.type().name(), child.name()))
                .map(child -> request.links().to(child.type().name(), child.uuid()))
                .toList();
    }

    private static void requireNone(String what, List<String> links) throws VncException {
        if (!links.isEmpty()) {
            throw VncException.conflict(what + "['" + String.join("', '", links) + "']");
        }
    }

    private static boolean hasChildren(Entry object, DataContainerNode data) {
        return object.type().children().stream()
                .flatMap(child -> ObjectSource.objects(data, child).stream()
                        .filter(one -> !isDefault(child.name(), ObjectSource.name(child, one))))
                .findAny()
                .isPresent();
    }

    /** What OpenContrail makes with the parent goes with it. */
    private static boolean isDefault(String type, String name) {
        return name.equals("default-" + type);
    }
}

package net.weftnet.config.vnc.resource;

import java.util.Optional;
import net.weftnet.config.db.api.ConfigDatastore.Edit;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.vnc.index.Entry;
import net.weftnet.config.vnc.mapping.ObjectCodec;
import net.weftnet.config.vnc.mapping.VncException;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;

/** A change of one object that is there. It notes in the object when it was made, unless it changed nothing. */
final class ObjectEdit {

    private ObjectEdit() {}

    static void commit(Configuration config, Request request, Entry object, Edit edit) throws VncException {
        var times = config.codec()
                .modified(object.path(), object.type(), config.clock().instant());
        config.commit(request, object.path(), tree -> {
            var before = require(tree, object);
            edit.apply(tree);
            if (!tree.readNode(object.path()).equals(Optional.of(before))) {
                tree.merge(object.path().node(ObjectCodec.idPerms(object.type())), times);
            }
        });
    }

    private static NormalizedNode require(DataTreeModification tree, Entry object) throws ConfigException {
        return tree.readNode(object.path())
                .orElseThrow(
                        () -> new ConfigException(Kind.MISSING, object.path(), "UUID " + object.uuid() + " not found"));
    }
}

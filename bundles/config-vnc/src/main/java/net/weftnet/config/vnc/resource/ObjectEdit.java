package net.weftnet.config.vnc.resource;

import net.weftnet.config.db.api.ConfigDatastore.Edit;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.vnc.index.Entry;
import net.weftnet.config.vnc.mapping.VncException;

/** A change of one object that is there. */
final class ObjectEdit {

    private ObjectEdit() {}

    static void commit(Configuration config, Request request, Entry object, Edit edit) throws VncException {
        config.commit(request, object.path(), tree -> {
            if (tree.readNode(object.path()).isEmpty()) {
                throw new ConfigException(Kind.MISSING, object.path(), "UUID " + object.uuid() + " not found");
            }
            edit.apply(tree);
        });
    }
}

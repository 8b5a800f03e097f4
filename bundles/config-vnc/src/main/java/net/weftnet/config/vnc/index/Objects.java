package net.weftnet.config.vnc.index;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.weftnet.config.db.api.ObjectKey;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.vnc.mapping.VncException;

/** The objects that there are for a caller, by UUID and by name, and who refers to whom. */
public interface Objects {

    /**
     * {@return the newest tree, which these objects are those of, or of a newer one}
     *
     * @throws VncException when they do not get there in time
     */
    Snapshot snapshot() throws VncException, InterruptedException;

    /** {@return the object with this UUID} */
    Optional<Entry> find(UUID uuid);

    /** {@return the object of this name} */
    Optional<Entry> find(String type, String fqName);

    /** {@return the objects of one type that refer to an object, by name} */
    List<Entry> referrers(ObjectKey target, String type);

    /** {@return all objects that refer to an object, by type and name} */
    List<Entry> referrers(ObjectKey target);
}

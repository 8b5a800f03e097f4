package net.weftnet.config.vnc.index;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.weftnet.config.db.api.ObjectKey;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.vnc.mapping.VncException;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;

/** The objects that there are for a caller, by UUID and by name, and who refers to whom: those of the configuration, and
 * those that the system compiles of them. */
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

    /** {@return the objects of one type that refer to an object, by name; compiled ones, too} */
    List<Entry> referrers(ObjectKey target, String type);

    /** {@return all objects of the configuration that refer to an object, by type and name} */
    List<Entry> referrers(ObjectKey target);

    /** {@return what a compiled object has, or what the system adds to an object of the configuration} */
    Optional<DataContainerNode> compiled(ObjectKey key);

    /** {@return the compiled objects of a type, by name} */
    List<Entry> compiled(String type);

    /** {@return the compiled objects of a type that are children of an object, by name} */
    List<Entry> compiledChildren(ObjectKey parent, String type);
}

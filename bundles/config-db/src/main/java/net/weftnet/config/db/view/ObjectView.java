package net.weftnet.config.db.view;

import java.util.List;
import java.util.Optional;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.config.db.api.ObjectKey;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;

/** All objects as they will be after a change. */
public interface ObjectView {

    /** {@return an object} */
    Optional<DataContainerNode> object(ObjectKey key);

    /** {@return the objects of a type that refer to an object} */
    List<ObjectKey> referrers(ObjectKey key, String type);

    /** {@return who has a unique value} */
    Optional<ObjectKey> owner(UniqueKey key);

    /** {@return how much is used of something limited} */
    int used(Usage usage);

    /** {@return a number of a series that nobody got yet; those below it may be used already} */
    long nextNumber(String series, long first) throws StorageException;
}

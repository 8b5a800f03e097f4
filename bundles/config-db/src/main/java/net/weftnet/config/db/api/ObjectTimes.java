package net.weftnet.config.db.api;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** When the objects of the configuration were made and last changed, by whatever way and on whatever node. */
public interface ObjectTimes {

    /** {@return the times of the object with a UUID; nothing when there is none} */
    Optional<Times> times(UUID object);

    /**
     * Times of commits, to the microsecond. Of objects in a snapshot that was stored before times were kept, that of the
     * snapshot stands for both.
     *
     * @param created when the object was made
     * @param lastModified when something in it was changed last; what happens to objects inside it does not count
     */
    record Times(Instant created, Instant lastModified) {}
}

package net.weftnet.config.db.log;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.ObjectChange;
import net.weftnet.config.db.api.ObjectChanges;
import net.weftnet.config.db.api.ObjectTimes;
import net.weftnet.config.db.api.ObjectType;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidate;

/**
 * The times of all objects, which follow from the log. A snapshot has those of its objects, or newer ones: the commits after it
 * say them again. Changed by one thread at a time, and read by any.
 */
public final class TimeTable implements ObjectTimes {
    private final ConfigSchema schema;
    private final ConcurrentMap<UUID, MicroTimes> objects = new ConcurrentHashMap<>();

    /** Microseconds since 1970: half the size of instants. */
    private record MicroTimes(long created, long lastModified) {}

    /** A table of no object. */
    public TimeTable(ConfigSchema schema) {
        this.schema = schema;
    }

    /** Takes note of a durable commit. */
    public void follow(DataTreeCandidate change, Instant time) {
        long now = micros(time);
        var changes = ObjectChanges.of(change, schema);
        // What goes first: something else may have its UUID now.
        for (var object : changes) {
            if (object.after() == null && object.before() != null) {
                uuid(object.type(), object.before()).ifPresent(objects::remove);
            }
        }
        changes.forEach(object -> put(object, now));
    }

    private void put(ObjectChange object, long now) {
        if (object.after() == null) {
            return;
        }
        boolean isNew = object.before() == null;
        uuid(object.type(), object.after())
                .ifPresent(uuid -> objects.compute(
                        uuid,
                        (_, old) ->
                                isNew || old == null ? new MicroTimes(now, now) : new MicroTimes(old.created(), now)));
    }

    private static Optional<UUID> uuid(ObjectType type, DataContainerNode data) {
        return data.childByArg(new NodeIdentifier(type.uuidLeaf())) instanceof LeafNode<?> leaf
                ? Optional.of(UUID.fromString(leaf.body().toString()))
                : Optional.empty();
    }

    @Override
    public Optional<Times> times(UUID object) {
        return Optional.ofNullable(objects.get(object))
                .map(times -> new Times(instant(times.created()), instant(times.lastModified())));
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** Writes what it has, while others may change it. */
    void write(DataOutputStream out) throws IOException {
        for (var object : objects.entrySet()) {
            out.writeBoolean(true);
            out.writeLong(object.getKey().getMostSignificantBits());
            out.writeLong(object.getKey().getLeastSignificantBits());
            out.writeLong(object.getValue().created());
            out.writeLong(object.getValue().lastModified());
        }
        out.writeBoolean(false);
    }

    /** Takes what was written over what it has. */
    void read(DataInputStream in) throws IOException {
        while (in.readBoolean()) {
            objects.put(new UUID(in.readLong(), in.readLong()), new MicroTimes(in.readLong(), in.readLong()));
        }
    }
}

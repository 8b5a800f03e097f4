package net.weftnet.config.vnc.index;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ObjectKey;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.vnc.mapping.VncException;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;

/**
 * The objects that a caller may see: those whose UUID it may read. What is compiled may be seen by who may see its parent,
 * and a route target, which has none, by who may see somebody that has it.
 *
 * @param all all of them
 * @param datastore the configuration as the caller may see it
 */
public record VisibleObjects(ObjectIndex all, ConfigDatastore datastore) implements Objects {

    @Override
    public Snapshot snapshot() throws VncException, InterruptedException {
        return all.reached(datastore.snapshot());
    }

    private boolean isVisible(Entry entry) {
        if (entry.isCompiled()) {
            var owner = all.compiled(entry.key()).flatMap(data -> OwnerOf.object(entry.type(), data));
            return owner.isPresent()
                    ? find(owner.get().type(), owner.get().fqName()).isPresent()
                    : all.allReferrers(entry.key()).stream().anyMatch(this::isVisible);
        }
        return datastore
                .snapshot()
                .tree()
                .readNode(entry.path().node(entry.type().uuidLeaf()))
                .isPresent();
    }

    @Override
    public Optional<Entry> find(UUID uuid) {
        return all.find(uuid).filter(this::isVisible);
    }

    @Override
    public Optional<Entry> find(String type, String fqName) {
        return all.find(type, fqName).filter(this::isVisible);
    }

    @Override
    public List<Entry> referrers(ObjectKey target, String type) {
        return all.referrers(target, type).stream().filter(this::isVisible).toList();
    }

    @Override
    public List<Entry> referrers(ObjectKey target) {
        return all.referrers(target).stream().filter(this::isVisible).toList();
    }

    @Override
    public Optional<DataContainerNode> compiled(ObjectKey key) {
        return all.compiled(key);
    }

    @Override
    public List<Entry> compiled(String type) {
        return all.compiled(type).stream().filter(this::isVisible).toList();
    }

    @Override
    public List<Entry> compiledChildren(ObjectKey parent, String type) {
        return all.compiledChildren(parent, type).stream()
                .filter(this::isVisible)
                .toList();
    }
}

package net.weftnet.config.vnc.index;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.weftnet.config.access.api.Permissions;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ObjectKey;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.vnc.mapping.VncException;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;

/**
 * The objects that a caller may see: those whose UUID it may read. What is compiled may be seen by who may see its parent,
 * and a route target, which has none, by who may see somebody that has it.
 *
 * <p>Of the compiled state itself the caller sees what the rules let it. Whoever is confined to projects sees no compiled
 * state but that of what is its own: of an object in another project, also a shared one, it tells how that project is set up.
 *
 * @param all all of them
 * @param datastore the configuration as the caller may see it
 * @param permissions what the caller may see
 */
public record VisibleObjects(ObjectIndex all, ConfigDatastore datastore, Permissions permissions) implements Objects {
    private static final String PROJECT = "project";

    /** No object has it. */
    private static final String NO_NAME = "";

    @Override
    public Snapshot snapshot() throws VncException, InterruptedException {
        return all.reached(datastore.snapshot());
    }

    private boolean isVisible(Entry entry) {
        if (entry.isCompiled()) {
            return compiled(entry.key()).isPresent();
        }
        return isConfiguredVisible(entry);
    }

    private boolean isConfiguredVisible(Entry entry) {
        return datastore
                .snapshot()
                .tree()
                .readNode(entry.path().node(entry.type().uuidLeaf()))
                .isPresent();
    }

    /** {@return whether the compiled state of an object of the configuration may be seen} */
    private boolean showsCompiled(Entry entry) {
        return isConfiguredVisible(entry) && (!permissions.isConfined() || !isInProjectOfOthers(entry));
    }

    /** In its own project a tenant sees every place, also one where nothing is; in others only what is shared with it. */
    private boolean isInProjectOfOthers(Entry entry) {
        boolean isInProject = entry.path().getPathArguments().stream()
                .anyMatch(step -> step.getNodeType().getLocalName().equals(PROJECT));
        if (!isInProject) {
            return false;
        }
        var key = entry.type().key();
        var list = entry.path().getParent();
        return key.isEmpty()
                || list == null
                || !permissions.isVisible(
                        datastore.snapshot().tree(),
                        list.node(NodeIdentifierWithPredicates.of(entry.type().qname(), key.get(), NO_NAME)));
    }

    private boolean showsCompiled(ObjectKey key, DataContainerNode data) {
        var entry = all.find(key.type(), key.fqName());
        if (entry.isEmpty() || !entry.get().isCompiled()) {
            return entry.filter(this::showsCompiled).isPresent();
        }
        var owner = OwnerOf.object(entry.get().type(), data);
        return owner.isPresent()
                ? all.find(owner.get().type(), owner.get().fqName())
                        .filter(this::showsCompiled)
                        .isPresent()
                : all.allReferrers(key).stream()
                        .anyMatch(one -> one.isCompiled() ? isVisible(one) : showsCompiled(one));
    }

    /** Tenants get nothing of the compiled state by its own path: whose it is says what they see. */
    private Optional<DataContainerNode> permitted(ObjectKey key, DataContainerNode data) {
        return permissions.isConfined()
                ? Optional.of(data)
                : all.compiledPath(key)
                        .flatMap(
                                path -> permissions.visible(datastore.snapshot().tree(), path, data))
                        .map(DataContainerNode.class::cast);
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
        return all.compiled(key).filter(data -> showsCompiled(key, data)).flatMap(data -> permitted(key, data));
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

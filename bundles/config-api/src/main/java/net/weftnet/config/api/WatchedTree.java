package net.weftnet.config.api;

import java.util.Optional;
import java.util.Set;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.PathArgument;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModificationCursor;
import org.opendaylight.yangtools.yang.data.tree.api.VersionInfo;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;

/**
 * A tree that notices when it is edited where users and rules would be, which are kept elsewhere. It looks at the paths
 * of the edit, so this costs nothing; reading the edited tree would apply the whole edit once more.
 */
final class WatchedTree implements DataTreeModification {
    private static final Set<PathArgument> ELSEWHERE = Set.of(
            root("urn:weftnet:access", "2026-01-01", "access"),
            root("urn:ietf:params:xml:ns:yang:ietf-netconf-acm", "2018-02-14", "nacm"));

    private final DataTreeModification tree;
    private @Nullable PathArgument elsewhere;

    WatchedTree(DataTreeModification tree) {
        this.tree = tree;
    }

    private static PathArgument root(String namespace, String revision, String name) {
        return new NodeIdentifier(QName.create(QNameModule.ofRevision(namespace, revision), name));
    }

    /** Refuses an edit of anything but the configuration. */
    void requireConfiguration() throws ConfigException {
        if (elsewhere != null) {
            var path = YangInstanceIdentifier.of(elsewhere);
            throw new ConfigException(
                    Kind.INVALID, path, PathText.of(path) + " is edited as a resource of its own only");
        }
    }

    private void note(YangInstanceIdentifier path, NormalizedNode data) {
        if (!path.isEmpty()) {
            note(path.getPathArguments().getFirst());
        } else if (data instanceof ContainerNode everything) {
            everything.body().forEach(child -> note(child.name()));
        }
    }

    private void note(PathArgument top) {
        if (ELSEWHERE.contains(top)) {
            elsewhere = top;
        }
    }

    @Override
    public void write(YangInstanceIdentifier path, NormalizedNode data) {
        note(path, data);
        tree.write(path, data);
    }

    @Override
    public void merge(YangInstanceIdentifier path, NormalizedNode data) {
        note(path, data);
        tree.merge(path, data);
    }

    /** There is nothing elsewhere that could be deleted here. */
    @Override
    public void delete(YangInstanceIdentifier path) {
        tree.delete(path);
    }

    @Override
    public Optional<NormalizedNode> readNode(YangInstanceIdentifier path) {
        return tree.readNode(path);
    }

    @Override
    public Optional<VersionInfo> readVersionInfo(YangInstanceIdentifier path) {
        return tree.readVersionInfo(path);
    }

    @Override
    public EffectiveModelContext modelContext() {
        return tree.modelContext();
    }

    @Override
    public DataTreeModification newModification() {
        throw new UnsupportedOperationException("An edit is of one tree");
    }

    @Override
    public void ready() {
        throw new UnsupportedOperationException("The datastore ends an edit");
    }

    @Override
    public void applyToCursor(DataTreeModificationCursor cursor) {
        throw new UnsupportedOperationException("The datastore applies an edit");
    }
}

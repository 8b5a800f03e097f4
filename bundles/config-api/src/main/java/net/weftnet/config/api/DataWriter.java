package net.weftnet.config.api;

import java.util.List;
import java.util.Optional;
import net.weftnet.config.api.RequestDecoder.Located;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigDatastore.Edit;
import net.weftnet.config.db.api.ConfigException;
import org.opendaylight.netconf.databind.DatabindPath.Data;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeSnapshot;

/** Makes one commit of each request that changes data. */
final class DataWriter {

    /**
     * A change that was made.
     *
     * @param validator the state of the datastore after it
     * @param created whether the target was not there before
     */
    record Result(Validator validator, boolean created) {}

    private final ConfigDatastore datastore;

    DataWriter(ConfigDatastore datastore) {
        this.datastore = datastore;
    }

    /** POST: makes children that are not there yet, all or none. */
    Result create(Data parent, List<Located> children, Optional<Place> place, Origin origin) throws RestconfException {
        var commit = commit(parent, origin, tree -> {
            Presence.require(tree, parent);
            for (var child : children) {
                create(tree, child, place);
            }
        });
        return new Result(validator(commit), true);
    }

    private static void create(DataTreeModification tree, Located child, Optional<Place> place) throws ConfigException {
        var path = child.path().instance();
        if (tree.readNode(path).isPresent()) {
            throw Presence.exists(path);
        }
        write(tree, child, place);
    }

    /** PUT: makes the target, or replaces all of it. */
    Result put(Located target, Optional<Place> place, Origin origin) throws RestconfException {
        var created = new boolean[1];
        var commit = commit(target.path(), origin, tree -> {
            Presence.requireAncestors(tree, target.path());
            created[0] = !Presence.exists(tree, target.path());
            write(tree, target, place);
        });
        return new Result(validator(commit), created[0]);
    }

    private static void write(DataTreeModification tree, Located target, Optional<Place> place) throws ConfigException {
        var path = target.path().instance();
        if (place.isPresent()) {
            UserOrder.write(tree, path, target.node(), place.get());
        } else {
            TreeChange.write(tree, path, target.node());
        }
    }

    /** PATCH: merges into a target that is there. */
    Result merge(Located target, Origin origin) throws RestconfException {
        var commit = commit(target.path(), origin, tree -> {
            Presence.require(tree, target.path());
            TreeChange.merge(tree, target.path().instance(), target.node());
        });
        return new Result(validator(commit), false);
    }

    /** DELETE. */
    Result delete(Data target, Origin origin) throws RestconfException {
        var commit = commit(target, origin, tree -> {
            if (tree.readNode(target.instance()).isEmpty()) {
                throw Presence.missing(target.instance());
            }
            TreeChange.delete(tree, target.instance());
        });
        return new Result(validator(commit), false);
    }

    /** Replaces or merges the whole datastore, one top-level container after the other. */
    Result datastore(Data root, ContainerNode content, boolean replace, Origin origin) throws RestconfException {
        var commit = commit(root, origin, tree -> {
            if (replace && tree.readNode(root.instance()).orElse(null) instanceof ContainerNode present) {
                for (var child : present.body()) {
                    TreeChange.delete(tree, root.instance().node(child.name()));
                }
            }
            for (var child : content.body()) {
                TreeChange.merge(tree, root.instance().node(child.name()), child);
            }
        });
        return new Result(validator(commit), false);
    }

    /** Commits an edit of, or below, the target. */
    Commit commit(Data target, Origin origin, Edit edit) throws RestconfException {
        var preconditions = origin.preconditions();
        var before = datastore.snapshot();
        preconditions.requireMet(
                new Validator(before.revision(), before.time()), Presence.exists(before.tree(), target));
        try {
            return datastore.commit(origin.author(), origin.comment(), tree -> {
                if (!preconditions.isEmpty()) {
                    requireUnchanged(before.tree(), tree, target);
                }
                apply(edit, tree);
            });
        } catch (ConfigException e) {
            throw Refusals.refused(e, target.databind());
        }
    }

    /** The conditions were met by a snapshot; they still are if the target is what it was then. */
    private static void requireUnchanged(DataTreeSnapshot before, DataTreeSnapshot now, Data target)
            throws ConfigException {
        if (!before.readNode(target.instance()).equals(now.readNode(target.instance()))) {
            var refusal = Preconditions.failed(PathText.of(target.instance()) + " has just been changed");
            throw new ConfigException(
                    ConfigException.Kind.INVALID, target.instance(), String.valueOf(refusal.getMessage()), refusal);
        }
    }

    /** A fault of the server must not look like one of the data, which datastores tell by the same exceptions. */
    private static void apply(Edit edit, DataTreeModification tree) throws ConfigException {
        try {
            edit.apply(tree);
        } catch (RuntimeException e) {
            throw new BrokenEditException(e);
        }
    }

    private static Validator validator(Commit commit) {
        return new Validator(commit.revision(), commit.time());
    }
}

package net.weftnet.config.api;

import java.util.List;
import java.util.Optional;
import net.weftnet.config.api.RequestDecoder.Edit;
import net.weftnet.config.db.api.ConfigException;
import org.jspecify.annotations.Nullable;
import org.opendaylight.netconf.databind.DatabindPath.Data;
import org.opendaylight.netconf.databind.RequestError;
import org.opendaylight.restconf.api.HttpStatusCode;
import org.opendaylight.restconf.server.api.PatchStatusContext;
import org.opendaylight.restconf.server.api.PatchStatusEntity;
import org.opendaylight.yangtools.yang.common.ErrorTag;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;

/** YANG Patch (RFC 8072): an ordered list of edits, all of which are made in one commit, or none. */
final class YangPatch {

    /**
     * How a patch ended.
     *
     * @param validator the state of the datastore after it; empty when it was refused
     */
    record Result(HttpStatusCode status, PatchStatusContext report, Optional<Validator> validator) {}

    private final String id;
    private final List<Edit> edits;
    private final Data target;

    /** The edit that is being made, to which a refusal is put down; null when it is not one edit's fault. */
    private @Nullable String current;

    YangPatch(String id, List<Edit> edits, Data target) {
        this.id = id;
        this.edits = List.copyOf(edits);
        this.target = target;
    }

    Result run(DataWriter writer, Origin origin) throws RestconfException {
        for (var edit : edits) {
            requireSupported(edit);
        }
        try {
            var commit = writer.commit(target, origin, this::apply);
            return new Result(
                    HttpStatusCode.OK,
                    new PatchStatusContext(id, List.of(), true, null),
                    Optional.of(new Validator(commit.revision(), commit.time())));
        } catch (RestconfException e) {
            return new Result(e.status(), report(e.errors()), Optional.empty());
        }
    }

    private static void requireSupported(Edit edit) throws RestconfException {
        switch (edit.operation()) {
            case Create, Delete, Merge, Remove, Replace ->
                Access.of(edit.target()).require("PATCH");
            case Insert, Move ->
                throw RestconfException.protocol(
                        HttpStatusCode.NOT_IMPLEMENTED,
                        ErrorTag.OPERATION_NOT_SUPPORTED,
                        "Edit " + edit.id() + ": insert and move are done with the query parameter insert");
        }
    }

    private void apply(DataTreeModification tree) throws ConfigException {
        for (var edit : edits) {
            current = edit.id();
            apply(edit, tree);
        }
        current = null;
    }

    private static void apply(Edit edit, DataTreeModification tree) throws ConfigException {
        var path = edit.target().instance();
        boolean exists = tree.readNode(path).isPresent();
        switch (edit.operation()) {
            case Create -> {
                if (exists) {
                    throw Presence.exists(path);
                }
                Presence.requireAncestors(tree, edit.target());
                tree.write(path, edit.value());
            }
            case Replace -> {
                Presence.requireAncestors(tree, edit.target());
                tree.write(path, edit.value());
            }
            case Merge -> {
                Presence.requireAncestors(tree, edit.target());
                tree.merge(path, edit.value());
            }
            case Delete -> {
                if (!exists) {
                    throw Presence.missing(path);
                }
                tree.delete(path);
            }
            case Remove -> {
                if (exists) {
                    tree.delete(path);
                }
            }
            case Insert, Move -> throw new IllegalStateException("Not supported: " + edit.operation());
        }
    }

    private PatchStatusContext report(List<RequestError> errors) {
        return current == null
                ? new PatchStatusContext(id, List.of(), false, errors)
                : new PatchStatusContext(id, List.of(new PatchStatusEntity(current, false, errors)), false, null);
    }
}

package net.weftnet.config.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.weftnet.config.api.YangPatchStatus.EditStatus;
import net.weftnet.config.db.api.ConfigException;
import org.jspecify.annotations.Nullable;
import org.opendaylight.netconf.databind.DatabindPath.Data;
import org.opendaylight.netconf.databind.RequestError;
import org.opendaylight.restconf.api.HttpStatusCode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;

/** YANG Patch (RFC 8072): an ordered list of edits, all of which are made in one commit, or none. */
final class YangPatch {

    /**
     * How a patch ended.
     *
     * @param validator the state of the datastore after it; empty when it was refused
     */
    record Result(HttpStatusCode status, YangPatchStatus report, Optional<Validator> validator) {}

    private final String id;
    private final List<PatchEdit> edits;
    private final Map<String, RestconfException> unreadable;
    private final Data target;

    /** The edit that is being made, to which a refusal is put down; null when it is not one edit's fault. */
    private @Nullable PatchEdit current;

    private YangPatch(String id, List<PatchEdit> edits, Map<String, RestconfException> unreadable, Data target) {
        this.id = id;
        this.edits = edits;
        this.unreadable = unreadable;
        this.target = target;
    }

    /**
     * Reads a patch. Edits that cannot be read are told all at once, when it is run.
     *
     * @param resource the path of the target
     */
    static YangPatch of(YangPatchText patch, String resource, Data target, Encoding encoding, RequestDecoder decoder) {
        var edits = new ArrayList<PatchEdit>();
        var unreadable = new LinkedHashMap<String, RestconfException>();
        for (var edit : patch.edits()) {
            try {
                edits.add(PatchEdit.of(edit, resource, encoding, decoder));
            } catch (RestconfException e) {
                unreadable.put(edit.id(), e);
            }
        }
        return new YangPatch(patch.id(), edits, unreadable, target);
    }

    Result run(DataWriter writer, Origin origin) {
        if (!unreadable.isEmpty()) {
            var statuses = unreadable.entrySet().stream()
                    .map(edit -> new EditStatus(edit.getKey(), edit.getValue().errors()))
                    .toList();
            var first = unreadable.values().iterator().next();
            return new Result(first.status(), new YangPatchStatus(id, List.of(), statuses), Optional.empty());
        }
        try {
            var commit = writer.commit(target, origin, this::apply);
            return new Result(
                    HttpStatusCode.OK,
                    new YangPatchStatus(id, List.of(), List.of()),
                    Optional.of(new Validator(commit.revision(), commit.time())));
        } catch (RestconfException e) {
            return new Result(e.status(), report(e.errors()), Optional.empty());
        }
    }

    private void apply(DataTreeModification tree) throws ConfigException {
        for (var edit : edits) {
            current = edit;
            edit.apply(tree);
        }
        current = null;
    }

    /** Edits up to the one at fault had no errors; those after it were not tried (RFC 8072 section 2.7). */
    private YangPatchStatus report(List<RequestError> errors) {
        var atFault = current == null ? blamed(errors) : Optional.of(current);
        if (atFault.isEmpty()) {
            return new YangPatchStatus(id, errors, List.of());
        }
        var statuses = new ArrayList<EditStatus>();
        for (var edit : edits) {
            if (edit == atFault.get()) {
                statuses.add(new EditStatus(edit.id(), errors));
                if (current != null) {
                    break;
                }
            } else {
                statuses.add(new EditStatus(edit.id(), List.of()));
            }
        }
        return new YangPatchStatus(id, List.of(), statuses);
    }

    /** What is wrong with the result is the fault of the last edit of the place, if there is one. */
    private Optional<PatchEdit> blamed(List<RequestError> errors) {
        var path = errors.getFirst().path();
        return path == null
                ? Optional.empty()
                : edits.reversed().stream()
                        .filter(edit -> edit.target().instance().contains(path.path()))
                        .findFirst();
    }
}

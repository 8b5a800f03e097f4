package net.weftnet.config.api.operations;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.weftnet.common.http.api.Caller;
import net.weftnet.config.access.api.AccessControl;
import net.weftnet.config.access.api.Permissions;
import net.weftnet.config.api.api.RpcImplementation;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigDrafts;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigHistory;
import net.weftnet.config.transformer.api.CompiledPreview;
import net.weftnet.config.transformer.api.CompiledPreview.EntryChange;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code diff}: two revisions, or a draft with what it would do to the compiled state. */
@Component(service = RpcImplementation.class)
public final class DiffOperation extends GuardedOperation {
    private final ConfigDatastore datastore;
    private final ConfigHistory history;
    private final ConfigDrafts drafts;
    private final CompiledPreview preview;
    private final AccessControl access;

    /** Compares what these have. */
    @Activate
    public DiffOperation(
            @Reference ConfigDatastore datastore,
            @Reference ConfigHistory history,
            @Reference ConfigDrafts drafts,
            @Reference CompiledPreview preview,
            @Reference AccessControl access) {
        super("diff");
        this.datastore = datastore;
        this.history = history;
        this.drafts = drafts;
        this.preview = preview;
        this.access = access;
    }

    @Override
    public Optional<ContainerNode> invoke(ContainerNode input, Caller caller) throws ConfigException {
        var permissions = access.permissions(caller);
        var draft = Names.text(input, "draft");
        if (draft.isPresent()) {
            Names.requireOwn(drafts, draft.get(), caller, permissions);
            return ofDraft(draft.get(), permissions);
        }
        var newest = datastore.snapshot();
        var from = Names.visible(history.at(Names.number(input, "from").orElse(newest.revision())), permissions);
        var to = Names.visible(history.at(Names.number(input, "to").orElse(newest.revision())), permissions);
        return Names.output(Names.leaf("edits", history.difference(from, to)));
    }

    private Optional<ContainerNode> ofDraft(String name, Permissions permissions) throws ConfigException {
        var candidate = drafts.check(name);
        if (candidate.isEmpty()) {
            return Names.output(Names.leaf("edits", "[]"));
        }
        var edits = history.difference(
                Names.visible(candidate.get().before(), permissions),
                Names.visible(candidate.get().after(), permissions));
        if (!permissions.isUnrestricted()) {
            // What is compiled is of the system as a whole.
            return Names.output(Names.leaf("edits", edits));
        }
        var compiled = preview.preview(candidate.get()).stream()
                .map(DiffOperation::entry)
                .toList();
        return compiled.isEmpty()
                ? Names.output(Names.leaf("edits", edits))
                : Names.output(Names.leaf("edits", edits), Names.list("compiled", List.copyOf(compiled)));
    }

    private static MapEntryNode entry(EntryChange change) {
        var what = change.before() == null ? "appears" : change.after() == null ? "vanishes" : "changes";
        return Names.entry(
                "compiled",
                Map.of(Names.name("list"), change.list(), Names.name("name"), change.name()),
                Names.leaf("change", what),
                Names.lines("appearing", change.appearing()),
                Names.lines("vanishing", change.vanishing()));
    }
}

package net.weftnet.config.api.operations;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.weftnet.common.http.api.Caller;
import net.weftnet.config.api.api.RpcImplementation;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigDrafts;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigHistory;
import net.weftnet.config.transformer.api.CompiledPreview;
import net.weftnet.config.transformer.api.CompiledPreview.EntryChange;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code diff}: two revisions, or a draft with what it would do to the compiled state. */
@Component(service = RpcImplementation.class)
public final class DiffOperation implements RpcImplementation {
    private final ConfigDatastore datastore;
    private final ConfigHistory history;
    private final ConfigDrafts drafts;
    private final CompiledPreview preview;

    /** Compares what these have. */
    @Activate
    public DiffOperation(
            @Reference ConfigDatastore datastore,
            @Reference ConfigHistory history,
            @Reference ConfigDrafts drafts,
            @Reference CompiledPreview preview) {
        this.datastore = datastore;
        this.history = history;
        this.drafts = drafts;
        this.preview = preview;
    }

    @Override
    public QName rpc() {
        return Names.name("diff");
    }

    @Override
    public Optional<ContainerNode> invoke(ContainerNode input, Caller caller) throws ConfigException {
        var draft = Names.text(input, "draft");
        if (draft.isPresent()) {
            return ofDraft(draft.get());
        }
        var newest = datastore.snapshot();
        var from = history.at(Names.number(input, "from").orElse(newest.revision()));
        var to = history.at(Names.number(input, "to").orElse(newest.revision()));
        return Names.output(Names.leaf("edits", history.difference(from, to)));
    }

    private Optional<ContainerNode> ofDraft(String name) throws ConfigException {
        var candidate = drafts.check(name);
        if (candidate.isEmpty()) {
            return Names.output(Names.leaf("edits", "[]"));
        }
        var edits = history.difference(candidate.get().before(), candidate.get().after());
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
                Names.leaf("change", what));
    }
}

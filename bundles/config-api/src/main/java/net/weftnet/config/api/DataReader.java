package net.weftnet.config.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import net.weftnet.config.db.api.ConfigDatastore;
import org.opendaylight.netconf.databind.DatabindContext;
import org.opendaylight.netconf.databind.DatabindPath.Data;
import org.opendaylight.restconf.api.FormattableBody;
import org.opendaylight.restconf.api.HttpStatusCode;
import org.opendaylight.restconf.api.query.ContentParam;
import org.opendaylight.restconf.api.query.WithDefaultsParam;
import org.opendaylight.restconf.server.api.DataGetParams;
import org.opendaylight.yangtools.yang.common.ErrorTag;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNodes;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeSnapshot;
import org.opendaylight.yangtools.yang.model.api.LeafSchemaNode;

/**
 * Answers retrievals from one snapshot of the configuration and from the operational state. A top-level container is all
 * configuration or all state, so the two never have to be merged below it.
 */
final class DataReader {

    /**
     * Data to send.
     *
     * @param body the data
     * @param validator the state of the datastore it was read from; none for operational state
     * @param onlyConfiguration whether the validator stands for all of it
     * @param next where the next page begins; empty if there is none
     */
    record Result(
            FormattableBody body, Optional<Validator> validator, boolean onlyConfiguration, Optional<Cursor> next) {}

    /**
     * What of a resource is asked for.
     *
     * @param extract which levels and fields
     * @param page which entries; empty for all
     * @param type what it is sent as
     */
    private record Selection(
            ContentParam content, Extract extract, Defaults defaults, Optional<Page> page, MediaType type) {}

    private final ConfigDatastore datastore;
    private final DatabindContext databind;
    private final Supplier<List<ContainerNode>> state;

    DataReader(ConfigDatastore datastore, DatabindContext databind, Supplier<List<ContainerNode>> state) {
        this.datastore = datastore;
        this.databind = databind;
        this.state = state;
    }

    Result read(Data target, Query query, MediaType type) throws RestconfException {
        var parameters = query.forGet();
        var withDefaults = parameters.withDefaults();
        var selection = new Selection(
                parameters.content(),
                extract(target, parameters),
                new Defaults(databind, withDefaults == null ? WithDefaultsParam.EXPLICIT : withDefaults),
                query.page(),
                type);
        if (target.instance().isEmpty()) {
            return datastore(target, selection);
        }
        return Access.isConfiguration(target) ? configuration(target, selection) : operational(target, selection);
    }

    private static Extract extract(Data target, DataGetParams parameters) throws RestconfException {
        var fields = parameters.fields();
        var depth = parameters.depth();
        return new Extract(
                fields == null ? null : Fields.of(target, fields), depth == null ? Extract.UNBOUNDED : depth.value());
    }

    private Result datastore(Data target, Selection selection) throws RestconfException {
        if (selection.page().isPresent()) {
            throw Page.notFor(target);
        }
        var content = selection.content();
        var snapshot = datastore.snapshot();
        var root = ImmutableNodes.newContainerBuilder().withNodeIdentifier(DatastoreBody.NAME);
        if (content != ContentParam.NONCONFIG
                && snapshot.tree().readNode(new Data(databind).instance()).orElse(null)
                        instanceof ContainerNode configuration) {
            configuration.body().forEach(root::withChild);
        }
        if (content != ContentParam.CONFIG) {
            state.get().forEach(root::withChild);
        }
        return new Result(
                new DatastoreBody(root.build(), selection.extract(), selection.defaults()),
                Optional.of(new Validator(snapshot.revision(), snapshot.time())),
                content == ContentParam.CONFIG,
                Optional.empty());
    }

    private Result configuration(Data target, Selection selection) throws RestconfException {
        if (selection.content() == ContentParam.NONCONFIG) {
            throw missing(target, "has no operational state");
        }
        var snapshot = datastore.snapshot();
        var validator = Optional.of(new Validator(snapshot.revision(), snapshot.time()));
        var node = Presence.read(snapshot.tree(), target);
        if (node.isEmpty()) {
            var unset = unset(snapshot.tree(), target, selection).orElseThrow(() -> missing(target, "does not exist"));
            var body = new DataBody(target, unset, selection.extract(), selection.defaults(), true);
            return new Result(body, validator, true, Optional.empty());
        }
        return result(target, node.get(), selection, snapshot.revision(), validator);
    }

    /** {@return a leaf that nobody set, with the default in use: asked for by name, it is always there (RFC 8040 section 3.5.4)} */
    private static Optional<LeafNode<Object>> unset(DataTreeSnapshot tree, Data target, Selection selection) {
        return target.schema().dataSchemaNode() instanceof LeafSchemaNode leaf
                        && Defaults.areBelow(leaf)
                        && Presence.exists(tree, target.parent())
                ? selection
                        .defaults()
                        .of(leaf, target.inference().toSchemaInferenceStack())
                        .map(value -> ImmutableNodes.leafNode(leaf.getQName(), value))
                : Optional.empty();
    }

    private Result operational(Data target, Selection selection) throws RestconfException {
        if (selection.content() == ContentParam.CONFIG) {
            throw missing(target, "is operational state, not configuration");
        }
        var steps = target.instance().getPathArguments();
        var node = state.get().stream()
                .filter(container -> container.name().equals(steps.getFirst()))
                .findFirst()
                .flatMap(container -> NormalizedNodes.findNode(container, steps.subList(1, steps.size())))
                .orElseThrow(() -> missing(target, "does not exist"));
        return result(target, node, selection, datastore.snapshot().revision(), Optional.empty());
    }

    private static Result result(
            Data target, NormalizedNode node, Selection selection, long revision, Optional<Validator> validator)
            throws RestconfException {
        if (Collection.isCollection(node)
                && selection.type().encoding() == Encoding.XML
                && selection.type() != MediaType.YANG_DATA_XML_LIST
                && selection.page().isEmpty()) {
            // A document has one root; RFC 8040 section 4.3 asks for this answer.
            throw RestconfException.invalidValue("XML has no place for several instances of "
                    + PathText.of(target.instance()) + ": name one by its keys, ask for a page with limit, for "
                    + MediaType.YANG_DATA_XML_LIST + ", or for JSON");
        }
        var page = selection.page().isPresent()
                ? selection.page().get().of(target, node, revision)
                : new Page.Result(node, Optional.empty());
        var body = new DataBody(target, page.node(), selection.extract(), selection.defaults(), false);
        return new Result(body, validator, validator.isPresent(), page.next());
    }

    private static RestconfException missing(Data target, String what) {
        return RestconfException.protocol(
                HttpStatusCode.NOT_FOUND,
                ErrorTag.DATA_MISSING,
                PathText.of(target.instance()) + " " + what,
                target.toErrorPath());
    }
}

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
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNodes;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;

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
     */
    record Result(FormattableBody body, Optional<Validator> validator, boolean onlyConfiguration) {}

    private final ConfigDatastore datastore;
    private final DatabindContext databind;
    private final Supplier<List<ContainerNode>> state;

    DataReader(ConfigDatastore datastore, DatabindContext databind, Supplier<List<ContainerNode>> state) {
        this.datastore = datastore;
        this.databind = databind;
        this.state = state;
    }

    Result read(Data target, DataGetParams parameters, Encoding encoding) throws RestconfException {
        if (parameters.withDefaults() != null && parameters.withDefaults() != WithDefaultsParam.EXPLICIT) {
            throw RestconfException.invalidValue("with-defaults: only explicit is supported");
        }
        var extract = extract(target, parameters);
        if (target.instance().isEmpty()) {
            return datastore(parameters.content(), extract);
        }
        return Access.isConfiguration(target)
                ? configuration(target, parameters.content(), extract, encoding)
                : operational(target, parameters.content(), extract, encoding);
    }

    private static Extract extract(Data target, DataGetParams parameters) throws RestconfException {
        var fields = parameters.fields();
        var depth = parameters.depth();
        return new Extract(
                fields == null ? null : Fields.of(target, fields), depth == null ? Extract.UNBOUNDED : depth.value());
    }

    private Result datastore(ContentParam content, Extract extract) {
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
                new DatastoreBody(databind, (ContainerNode) extract.of(root.build())),
                Optional.of(new Validator(snapshot.revision(), snapshot.time())),
                content == ContentParam.CONFIG);
    }

    private Result configuration(Data target, ContentParam content, Extract extract, Encoding encoding)
            throws RestconfException {
        if (content == ContentParam.NONCONFIG) {
            throw missing(target, "has no operational state");
        }
        var snapshot = datastore.snapshot();
        var node = Presence.read(snapshot.tree(), target).orElseThrow(() -> missing(target, "does not exist"));
        return new Result(
                body(target, node, extract, encoding),
                Optional.of(new Validator(snapshot.revision(), snapshot.time())),
                true);
    }

    private Result operational(Data target, ContentParam content, Extract extract, Encoding encoding)
            throws RestconfException {
        if (content == ContentParam.CONFIG) {
            throw missing(target, "is operational state, not configuration");
        }
        var steps = target.instance().getPathArguments();
        var node = state.get().stream()
                .filter(container -> container.name().equals(steps.getFirst()))
                .findFirst()
                .flatMap(container -> NormalizedNodes.findNode(container, steps.subList(1, steps.size())))
                .orElseThrow(() -> missing(target, "does not exist"));
        return new Result(body(target, node, extract, encoding), Optional.empty(), false);
    }

    private static FormattableBody body(Data target, NormalizedNode node, Extract extract, Encoding encoding)
            throws RestconfException {
        if (encoding == Encoding.XML && Collection.isCollection(node)) {
            // A document has one root; RFC 8040 section 4.3 asks for this answer.
            throw RestconfException.invalidValue("XML has no place for several instances of "
                    + PathText.of(target.instance()) + ": name one by its keys, or ask for JSON");
        }
        return new DataBody(target, extract.of(node));
    }

    private static RestconfException missing(Data target, String what) {
        return RestconfException.protocol(
                HttpStatusCode.NOT_FOUND,
                ErrorTag.DATA_MISSING,
                PathText.of(target.instance()) + " " + what,
                target.toErrorPath());
    }
}

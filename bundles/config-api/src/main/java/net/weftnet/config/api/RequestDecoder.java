package net.weftnet.config.api;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import org.opendaylight.netconf.databind.DatabindContext;
import org.opendaylight.netconf.databind.DatabindPath.Data;
import org.opendaylight.netconf.databind.DatabindPath.Rpc;
import org.opendaylight.netconf.databind.RequestException;
import org.opendaylight.restconf.api.ApiPath;
import org.opendaylight.restconf.api.ApiPath.ApiIdentifier;
import org.opendaylight.restconf.api.HttpStatusCode;
import org.opendaylight.restconf.server.api.JsonChildBody;
import org.opendaylight.restconf.server.api.JsonOperationInputBody;
import org.opendaylight.restconf.server.api.JsonResourceBody;
import org.opendaylight.restconf.server.api.XmlChildBody;
import org.opendaylight.restconf.server.api.XmlOperationInputBody;
import org.opendaylight.restconf.server.api.XmlResourceBody;
import org.opendaylight.restconf.server.spi.ApiPathNormalizer;
import org.opendaylight.yangtools.yang.common.ErrorTag;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNodeContainer;
import org.opendaylight.yangtools.yang.model.api.LeafListSchemaNode;

/**
 * Makes YANG data of paths and bodies. Nothing is read from the datastore here, so whatever goes wrong is the message's
 * fault: also the unchecked exceptions that OpenDaylight's parsers throw at some malformed input.
 */
final class RequestDecoder {

    /** A data node, and where it is. */
    record Located(Data path, NormalizedNode node) {}

    @FunctionalInterface
    private interface Step<T> {
        T run() throws RequestException;
    }

    private final DatabindContext databind;
    private final ApiPathNormalizer normalizer;
    private final ValueCheck values;

    RequestDecoder(DatabindContext databind) {
        this.databind = databind;
        normalizer = new ApiPathNormalizer(databind);
        values = new ValueCheck(databind.modelContext());
    }

    DatabindContext databind() {
        return databind;
    }

    /** {@return the resource that a path below {@code /restconf/data} names} */
    Data path(String raw) throws RestconfException {
        var steps = steps(raw);
        return decode("The path " + raw, () -> normalizer.normalizeDataPath(steps));
    }

    /**
     * {@return the resource or the collection that a path names}: a list or leaf-list without keys stands for all of its
     * entries, which only a retrieval may ask for (RFC 8040 section 4.3).
     */
    Data pathOrCollection(String raw) throws RestconfException {
        var steps = steps(raw);
        return decode("The path " + raw, () -> {
            int last = steps.steps().size() - 1;
            if (last < 1 || !(steps.steps().get(last) instanceof ApiIdentifier step)) {
                return normalizer.normalizeDataPath(steps);
            }
            var parent = normalizer.normalizeDataPath(steps.subPath(0, last));
            var collection = Collection.find(parent, step);
            return collection.isPresent() ? collection.get() : normalizer.normalizeDataPath(steps);
        });
    }

    private static ApiPath steps(String raw) throws RestconfException {
        try {
            return ApiPath.parseUrl(raw);
        } catch (ParseException | IllegalArgumentException e) {
            throw malformed("The path " + raw + " is malformed: " + e.getMessage());
        }
    }

    /** {@return the data of a PUT or PATCH, which has the target's own name} */
    NormalizedNode resource(Data target, Encoding encoding, byte[] body) throws RestconfException {
        if (target.schema().dataSchemaNode() instanceof LeafListSchemaNode) {
            return leafListEntry(target, encoding, body);
        }
        var node = decode("The body", () -> {
            var in = opened(encoding, body);
            try (var resource = encoding == Encoding.JSON ? new JsonResourceBody(in) : new XmlResourceBody(in)) {
                return resource.toNormalizedNode(target);
            }
        });
        values.check(target, node);
        return node;
    }

    /** OpenDaylight's body for a resource takes a leaf-list that the user orders for something else than its entry. */
    private NormalizedNode leafListEntry(Data target, Encoding encoding, byte[] body) throws RestconfException {
        var list = target.parent();
        var entries = children(list.parent(), encoding, body);
        var entry = entries.getFirst();
        if (entries.size() > 1) {
            throw malformed("The body has " + entries.size() + " entries, the path names one");
        }
        if (!entry.path().instance().equals(target.instance())) {
            throw malformed("The body is " + PathText.of(entry.path().instance()) + ", but the path names "
                    + PathText.of(target.instance()));
        }
        return entry.node();
    }

    /** {@return the data of a PUT or PATCH of the whole datastore: {@code ietf-restconf:data} with its content} */
    ContainerNode datastore(Encoding encoding, byte[] body) throws RestconfException {
        var content = decode("The body", () -> {
            requireWellFormed(encoding, body);
            return DatastoreDecoder.decode(databind, encoding, body);
        });
        values.check(new Data(databind), content);
        return content;
    }

    /** {@return the data of a POST: one child of the target, or several entries of one list} */
    List<Located> children(Data parent, Encoding encoding, byte[] body) throws RestconfException {
        var children = decode("The body, which shall be a child of " + PathText.of(parent.instance()) + ",", () -> {
            var in = opened(encoding, body);
            try (var child = encoding == Encoding.JSON ? new JsonChildBody(in) : new XmlChildBody(in)) {
                var payload = child.toPayload(parent);
                var path = parent.instance();
                for (var step : payload.prefix()) {
                    path = path.node(step);
                }
                return entries(path, payload.body());
            }
        });
        for (var child : children) {
            values.check(child.path(), child.node());
        }
        return children;
    }

    /** JSON has a list even where there is one entry. More than RFC 8040 section 4.4.1 has it, there may be several. */
    private List<Located> entries(YangInstanceIdentifier path, NormalizedNode node) {
        if (!Collection.isCollection(node)) {
            return List.of(new Located(new Data(databind).enterPath(path), node));
        }
        var entries = new ArrayList<Located>();
        for (var entry : ((NormalizedNodeContainer<?>) node).body()) {
            entries.add(new Located(new Data(databind).enterPath(path.node(entry.name())), entry));
        }
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("it has no entry");
        }
        return entries;
    }

    /** {@return the operation that a path below {@code /restconf/operations} names} */
    Rpc operation(String raw) throws RestconfException {
        var steps = steps(raw);
        return decode("The path " + raw, () -> normalizer.normalizeRpcPath(steps));
    }

    /** {@return the input of an operation; an empty body is an empty one} */
    ContainerNode input(Rpc rpc, Encoding encoding, byte[] body) throws RestconfException {
        var input = decode("The body", () -> {
            var in = body.length == 0 ? InputStream.nullInputStream() : opened(encoding, body);
            try (var operation =
                    encoding == Encoding.JSON ? new JsonOperationInputBody(in) : new XmlOperationInputBody(in)) {
                return operation.toContainerNode(rpc);
            }
        });
        new OperationInput(values).check(rpc, input);
        return input;
    }

    private static ByteArrayInputStream opened(Encoding encoding, byte[] body) {
        requireWellFormed(encoding, body);
        return new ByteArrayInputStream(body);
    }

    private static void requireWellFormed(Encoding encoding, byte[] body) {
        if (encoding == Encoding.XML) {
            WellFormed.require(body);
        }
    }

    private static <T> T decode(String what, Step<T> step) throws RestconfException {
        try {
            return step.run();
        } catch (RequestException e) {
            throw Refusals.undecodable(e);
        } catch (IllegalStateException e) {
            // The parsers find nothing that could be a result.
            throw malformed(what + " has no data");
        } catch (RuntimeException e) {
            throw malformed(what + " is malformed: " + e.getMessage());
        }
    }

    private static RestconfException malformed(String message) {
        return RestconfException.protocol(HttpStatusCode.BAD_REQUEST, ErrorTag.MALFORMED_MESSAGE, message);
    }
}

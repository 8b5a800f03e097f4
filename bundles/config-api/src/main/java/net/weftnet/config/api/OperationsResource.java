package net.weftnet.config.api;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import net.weftnet.common.http.api.Caller;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.config.access.api.Permissions;
import net.weftnet.config.api.api.RpcImplementation;
import net.weftnet.config.api.openapi.OpenApiDocument;
import net.weftnet.config.db.api.ConfigException;
import org.opendaylight.netconf.databind.DatabindContext;
import org.opendaylight.netconf.databind.DatabindPath.Rpc;
import org.opendaylight.restconf.api.HttpStatusCode;
import org.opendaylight.yangtools.yang.common.ErrorTag;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;

/** The operations that somebody implements (RFC 8040 sections 3.3.2 and 3.6). */
final class OperationsResource {

    private static final String ALLOW = "OPTIONS, POST";

    private final DatabindContext databind;
    private final Supplier<? extends Collection<RpcImplementation>> implementations;
    private final RequestDecoder decoder;
    private final RequestBody bodies;
    private final Permissions permissions;

    OperationsResource(
            DatabindContext databind,
            Supplier<? extends Collection<RpcImplementation>> implementations,
            RequestDecoder decoder,
            RequestBody bodies,
            Permissions permissions) {
        this.databind = databind;
        this.implementations = implementations;
        this.decoder = decoder;
        this.bodies = bodies;
        this.permissions = permissions;
    }

    /** {@return the list of the operations} */
    OperationsBody list() {
        return new OperationsBody(databind, names());
    }

    /** {@return the description of the API, which has the operations that can be called now} */
    OpenApiDocument document() {
        return new OpenApiDocument(databind.modelContext(), names());
    }

    private List<QName> names() {
        return implementations.get().stream()
                .filter(implementation -> implementation.isGuarded() || permissions.isUnrestricted())
                .map(RpcImplementation::rpc)
                .filter(this::isDefined)
                .filter(permissions::mayCall)
                .sorted(Comparator.comparing(QName::getLocalName))
                .distinct()
                .toList();
    }

    private boolean isDefined(QName rpc) {
        return databind.modelContext()
                .findModuleStatement(rpc.getModule())
                .flatMap(module -> module.findSchemaTreeNode(rpc))
                .isPresent();
    }

    /**
     * Answers a call of one operation.
     *
     * @param path the path below {@code /restconf/operations}, percent-encoded
     */
    HttpReply handle(HttpCall call, String path) throws RestconfException, IOException, InterruptedException {
        var rpc = decoder.operation(path);
        var implementation = find(rpc.statement().argument());
        return switch (call.method()) {
            case "OPTIONS" -> HttpReply.empty(HttpStatusCode.OK.code()).with("Allow", ALLOW);
            case "POST" -> invoke(call, rpc, implementation);
            default -> throw RestconfException.methodNotAllowed(call.method(), ALLOW);
        };
    }

    private RpcImplementation find(QName rpc) throws RestconfException {
        return implementations.get().stream()
                .filter(implementation -> implementation.rpc().equals(rpc))
                .findFirst()
                .orElseThrow(() -> RestconfException.protocol(
                        HttpStatusCode.NOT_FOUND,
                        ErrorTag.DATA_MISSING,
                        "Nobody implements " + rpc.getLocalName() + " on this node"));
    }

    private HttpReply invoke(HttpCall call, Rpc rpc, RpcImplementation implementation)
            throws RestconfException, IOException, InterruptedException {
        Query.parse(call.query()).requireEmpty();
        var type = Negotiation.mediaType(call);
        var body = bodies.read(call);
        // Without a body there is nothing a type could be asked of (RFC 8040 section 3.6.1).
        var encoding = body.length == 0 ? Encoding.JSON : Negotiation.dataEncoding(call);
        var input = decoder.input(rpc, encoding, body);
        var caller = call.caller().orElseGet(() -> new Caller("anonymous", Set.of()));
        try {
            permissions.requireCall(implementation.rpc());
            if (!implementation.isGuarded() && !permissions.isUnrestricted()) {
                throw new ConfigException(
                        ConfigException.Kind.DENIED,
                        YangInstanceIdentifier.of(),
                        rpc.statement().argument().getLocalName() + " is for the role admin only");
            }
            return implementation
                    .invoke(input, caller)
                    .filter(output -> !output.isEmpty())
                    .map(output -> RestconfResources.reply(HttpStatusCode.OK, type, new OutputBody(rpc, output)))
                    .orElseGet(() -> HttpReply.empty(HttpStatusCode.NO_CONTENT.code()));
        } catch (ConfigException e) {
            throw Refusals.refused(e, databind);
        }
    }
}

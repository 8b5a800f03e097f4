package net.weftnet.config.api;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;
import net.weftnet.config.access.api.AccessControl;
import net.weftnet.config.api.api.RpcImplementation;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.NotificationFilters;
import net.weftnet.config.transformer.api.CompiledState;
import org.jspecify.annotations.Nullable;
import org.opendaylight.netconf.databind.DatabindContext;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** RESTCONF on the listener {@code rest}. */
@Component(service = HttpRoute.class, configurationPid = "net.weftnet.config.api")
@Designate(ocd = RestconfRoute.Config.class)
public final class RestconfRoute implements HttpRoute {

    private static final Logger log = LoggerFactory.getLogger(RestconfRoute.class);

    /** The limits of the API. */
    @ObjectClassDefinition(name = "RESTCONF")
    public @interface Config {
        @AttributeDefinition(description = "How many octets the body of a request may have")
        int maxBodyBytes() default 16 * 1024 * 1024;

        @AttributeDefinition(description = "How many clients may follow the stream of changes at a time")
        int maxSubscribers() default 64;

        @AttributeDefinition(description = "How many commits a client of the stream may be behind, replay or not")
        int maxCommitsBehind() default 1000;

        @AttributeDefinition(description = "How often a stream on which nothing happens shows that it is alive")
        int keepAliveSeconds() default 15;

        @AttributeDefinition(description = "How long a client of the stream may take to read")
        int patienceSeconds() default 30;
    }

    /** Comes and goes while the configuration stays reachable. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable CompiledState compiledState;

    /** What knows the past. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable DatastoresRoute datastores;

    /** What implements the operations; each comes and goes with its bundle. */
    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<RpcImplementation> operations = List.of();

    private final ConfigDatastore datastore;
    private final List<ContainerNode> serverState;
    private final ChangeStream stream;
    private final CallerResources resources;

    @Activate
    public RestconfRoute(
            @Reference ConfigDatastore datastore,
            @Reference AccessControl access,
            @Reference NotificationFilters filters,
            Config config) {
        this.datastore = datastore;
        serverState = ServerState.of(datastore.modelContext(), begin(datastore));
        var databind = DatabindContext.ofModel(datastore.modelContext());
        stream = new ChangeStream(
                datastore,
                new ChangeStream.Limits(
                        config.maxSubscribers(),
                        config.maxCommitsBehind(),
                        Duration.ofSeconds(config.keepAliveSeconds()),
                        Duration.ofSeconds(config.patienceSeconds())),
                Clock.systemUTC());
        resources = new CallerResources(
                access,
                datastore,
                new CallerResources.Parts(
                        databind,
                        new RequestDecoder(databind),
                        new RequestBody(config.maxBodyBytes()),
                        this::state,
                        () -> operations,
                        stream,
                        filters,
                        Clock.systemUTC()));
    }

    /** {@return when the first commit was made, of those that are kept} */
    private static Instant begin(ConfigDatastore datastore) {
        try {
            return datastore.commitsSince(0, 1).stream()
                    .findFirst()
                    .map(Commit::time)
                    .orElse(datastore.snapshot().time());
        } catch (ConfigException e) {
            log.warn("restconf: the begin of the log cannot be read", e);
            return datastore.snapshot().time();
        }
    }

    @Deactivate
    void close() {
        stream.close();
    }

    /** The operational state: what the server tells about itself, and the compiled state when there is one. */
    private List<ContainerNode> state() {
        var compiled = compiledState;
        if (compiled == null) {
            return serverState;
        }
        var state = new ArrayList<>(serverState);
        state.add(compiled.compiled().data());
        return state;
    }

    @Override
    public String listener() {
        return "rest";
    }

    @Override
    public String path() {
        return RestconfResources.ROOT;
    }

    @Override
    public Set<String> roles() {
        return Set.of(ANY_ROLE);
    }

    @Override
    public HttpReply handle(HttpCall call) throws IOException, InterruptedException {
        var others = datastores;
        return Staleness.marked(
                others != null && Views.isPast(call)
                        ? others.handle(call)
                        : resources.of(call).handle(call),
                datastore);
    }

    @Override
    public HttpReply refuse(int status, String reason) {
        return refuse(status, reason, List.of());
    }

    @Override
    public HttpReply refuse(int status, String reason, List<String> accept) {
        return RestconfResources.refuse(status, reason, accept);
    }
}

package net.weftnet.config.vnc;

import java.io.IOException;
import java.util.Set;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;
import net.weftnet.common.storage.api.Coordination;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.api.TableStore;
import net.weftnet.config.access.api.AccessControl;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ObjectTimes;
import net.weftnet.config.transformer.api.CompiledFeed;
import net.weftnet.config.vnc.index.ObjectIndex;
import net.weftnet.config.vnc.mapping.ObjectCodec;
import net.weftnet.config.vnc.mapping.VncSchema;
import net.weftnet.config.vnc.resource.Configuration;
import net.weftnet.config.vnc.resource.VncResources;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** OpenContrail's REST API on the listener {@code vnc}. */
@Component(service = HttpRoute.class, configurationPid = "net.weftnet.config.vnc")
@Designate(ocd = VncRoute.Config.class)
public final class VncRoute implements HttpRoute {

    /** How clients reach the API. */
    @ObjectClassDefinition(name = "OpenContrail's REST API")
    public @interface Config {
        @AttributeDefinition(
                description = "Whether URLs in replies begin with https; as the listener vnc is configured")
        boolean tls() default true;

        @AttributeDefinition(description = "Host and port in URLs of replies for clients that send no Host")
        String host() default "127.0.0.1:8082";
    }

    static final String LISTENER = "vnc";
    static final String PATH = "/";

    private final Config config;
    private final ObjectIndex index;
    private final VncResources resources;

    @Activate
    public VncRoute(
            @Reference ConfigDatastore datastore,
            @Reference ObjectTimes times,
            @Reference CompiledFeed compiled,
            @Reference AccessControl access,
            @Reference TableStore store,
            @Reference Coordination coordination,
            Config config)
            throws StorageException {
        this.config = config;
        index = new ObjectIndex(datastore, compiled);
        resources = new VncResources(
                access,
                new Configuration(datastore, new VncSchema(datastore), new ObjectCodec(datastore, times), index),
                index,
                store,
                coordination);
    }

    @Deactivate
    void close() {
        index.close();
    }

    @Override
    public String listener() {
        return LISTENER;
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public Set<String> roles() {
        return Set.of(ANY_ROLE);
    }

    @Override
    public HttpReply handle(HttpCall call) throws IOException, InterruptedException {
        var host = call.header("Host").orElse(config.host());
        return resources.handle(call, (config.tls() ? "https://" : "http://") + host);
    }

    @Override
    public HttpReply refuse(int status, String reason) {
        return VncResources.refusal(status, reason);
    }
}

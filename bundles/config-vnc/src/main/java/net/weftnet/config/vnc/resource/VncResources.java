package net.weftnet.config.vnc.resource;

import java.io.IOException;
import java.util.Set;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.storage.api.Coordination;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.api.TableStore;
import net.weftnet.config.access.api.AccessControl;
import net.weftnet.config.vnc.index.ObjectIndex;
import net.weftnet.config.vnc.mapping.VncException;

/**
 * Answers calls, each with what its caller may see and do, and turns refusals into replies. What is kept beside the
 * configuration no rule speaks of: it is for callers that may do everything.
 */
public final class VncResources {
    private static final Set<String> BESIDE = Set.of("/useragent-kv", "/int-pools", "/int-pool");

    private final AccessControl access;
    private final Configuration config;
    private final ObjectIndex index;
    private final Stores stores;
    private final Resources all;

    /**
     * The API.
     *
     * @param access who may do what
     * @param config the whole configuration
     * @param index its objects
     * @param store keeps what clients want kept and is no configuration
     * @param coordination keeps what clients share out among themselves
     */
    public VncResources(
            AccessControl access, Configuration config, ObjectIndex index, TableStore store, Coordination coordination)
            throws StorageException {
        this.access = access;
        this.config = config;
        this.index = index;
        stores = Stores.of(store, coordination);
        all = new Resources(config, stores);
    }

    /**
     * Answers a call.
     *
     * @param base the URLs of resources for this client
     */
    public HttpReply handle(HttpCall call, String base) throws IOException, InterruptedException {
        try {
            return resources(call).answer(new Request(call, new Links(base)));
        } catch (VncException e) {
            return refusal(e.status(), e.text());
        } catch (StorageException e) {
            return refusal(503, String.valueOf(e.getMessage()));
        }
    }

    private Resources resources(HttpCall call) throws VncException {
        var permissions = access.permissions(call.caller().orElseThrow());
        if (permissions.isUnrestricted()) {
            return all;
        }
        if (BESIDE.contains(call.path())) {
            throw new VncException(403, "Permission Denied: " + call.path() + " is for the role admin");
        }
        return new Resources(config.as(permissions, index), stores);
    }

    /** {@return a refusal: as OpenContrail's, nothing but its text} */
    public static HttpReply refusal(int status, String text) {
        return HttpReply.of(status, "text/plain; charset=utf-8", text);
    }
}
